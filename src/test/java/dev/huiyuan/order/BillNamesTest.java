package dev.huiyuan.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.Parallel;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A bill has one order, whether its business date comes along or not. */
@HuiyuanTest
class BillNamesTest {
    @Inject
    OrderApi api;

    private static LocalDate today() {
        return LocalDate.ofInstant(Instant.now(), ZoneId.of("Asia/Shanghai"));
    }

    private static JsonObject dated(JsonObject order) {
        return order.copy().put("businessDate", today().toString());
    }

    private Response accrue(UUID member, String bill, boolean dated) {
        JsonObject order = new JsonObject()
                .put("memberId", member.toString())
                .put("storeId", OrderApi.STORE.toString())
                .put("orderRef", bill)
                .put("channel", "STORE")
                .put("amountFen", 1000)
                .put("occurredAt", Instant.now().toString());
        return api.post(api.clerk(), OrderApi.key(), "/v1/points/accruals", dated ? dated(order) : order);
    }

    @Test
    void aBillThatEarnedWithoutADateIsNoOrderWithOne() {
        UUID member = api.member(0);
        JsonObject order = api.order(member);
        accrue(member, order.getString("orderRef"), false).then().statusCode(201);
        api.place(dated(order)).then().statusCode(409).body("code", equalTo("order-already-credited"));
        api.place(dated(order).put("payment", "PENDING").putNull("payments"))
                .then()
                .statusCode(409)
                .body("code", equalTo("order-already-credited"));
        assertThat(api.available(member)).isEqualTo(10);
        api.requireBalanced(member);
    }

    @Test
    void anOrderEarnsNothingAgainUnderItsOtherName() {
        UUID member = api.member(0);
        UUID other = api.member(0);
        JsonObject undated = api.order(member);
        api.place(undated).then().statusCode(201);
        accrue(other, undated.getString("orderRef"), true)
                .then()
                .statusCode(409)
                .body("code", equalTo("order-already-credited"));
        JsonObject dated = dated(api.order(member));
        api.place(dated).then().statusCode(201);
        accrue(other, dated.getString("orderRef"), false)
                .then()
                .statusCode(409)
                .body("code", equalTo("order-already-credited"));
        // Its number on another business date is another bill.
        api.place(dated.copy().put("businessDate", today().minusDays(1).toString()))
                .then()
                .statusCode(201);
        assertThat(api.available(member)).isEqualTo(162);
        assertThat(api.available(other)).isZero();
        api.requireBalanced(member);
    }

    @Test
    void theSameOrderUnderItsOtherNameGetsTheFirstAnswer() {
        UUID member = api.member(0);
        for (boolean datedFirst : List.of(true, false)) {
            JsonObject order = api.order(member);
            Response first = api.place(datedFirst ? dated(order) : order);
            first.then().statusCode(201);
            JsonObject again = datedFirst ? order : dated(order);
            Response second = api.place(again);
            second.then().statusCode(200);
            assertThat(second.asString()).isEqualTo(first.asString());
            // Another order of the bill is none.
            api.place(again.copy().put("mayBeCancelled", true)).then().statusCode(409);
        }
        assertThat(api.available(member)).isEqualTo(108);
    }

    @Test
    void aPendingOrderIsFoundUnderItsOtherName() {
        UUID member = api.member(0);
        for (boolean datedFirst : List.of(true, false)) {
            JsonObject order = api.basket(member).put("payment", "PENDING");
            String id = api.placed(datedFirst ? dated(order) : order);
            JsonObject again = datedFirst ? order : dated(order);
            api.place(again).then().statusCode(200).body("orderId", equalTo(id));
            api.place(again.copy().put("mayBeCancelled", true))
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("bill-pending"));
            api.confirm(id, 5400).then().statusCode(201);
            // It is paid: nothing of it is ordered, or earns, again.
            api.place(again.copy().put("mayBeCancelled", true))
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("order-already-placed"));
            accrue(api.member(0), order.getString("orderRef"), !datedFirst)
                    .then()
                    .statusCode(409);
        }
        assertThat(api.available(member)).isEqualTo(108);
    }

    @Test
    void aPaidOrderWithADateDisplacesTheOneThatAnotherMemberPlacedWithout() {
        UUID blocker = api.member(1000);
        JsonObject pending = api.basket(blocker).put("payment", "PENDING").put("points", 400);
        Response blocking = api.place(api.memberToken(blocker), OrderApi.key(), pending);
        blocking.then().statusCode(201);
        UUID diner = api.member(0);
        api.place(dated(api.order(diner).put("orderRef", pending.getString("orderRef"))))
                .then()
                .statusCode(201);
        assertThat(api.text("select state from order_bill where id = $1", UUID.fromString(blocking.path("orderId"))))
                .isEqualTo("CANCELLED");
        assertThat(api.available(blocker)).isEqualTo(1000);
        assertThat(api.available(diner)).isEqualTo(54);
        api.requireBalanced(blocker);
    }

    @RepeatedTest(3)
    void ordersAndAccrualsAtOnceUnderBothNamesCreditOneMember() {
        List<UUID> all = IntStream.range(0, 3).mapToObj(i -> api.member(0)).toList();
        String bill = "B-" + OrderApi.key();
        List<Response> answers = Parallel.run(18, i -> {
            UUID member = all.get(i % 3);
            JsonObject order = api.order(member).put("orderRef", bill);
            if (i % 6 < 2) return accrue(member, bill, i % 2 == 0);
            return api.place(i % 2 == 0 ? dated(order) : order);
        });
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(answers).allMatch(answer -> List.of(200, 201, 409).contains(answer.statusCode()));
        assertThat(all.stream().filter(member -> api.available(member) > 0)).hasSize(1);
        assertThat(api.count("select count(*) from points_entry where order_ref = $1 and type = 'ACCRUAL'", bill))
                .isEqualTo(1);
        all.forEach(api::requireBalanced);
    }

    @Test
    void businessDatesThatNoBillOfTheDayHasAreRefused() {
        UUID member = api.member(0);
        JsonObject order = api.order(member);
        for (String far :
                List.of(today().minusDays(2).toString(), today().plusDays(2).toString(), "2099-01-01", "0000-01-01")) {
            api.place(order.copy().put("businessDate", far))
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("business-date-out-of-range"))
                    .body("errors.pointer", equalTo(List.of("/businessDate")));
        }
        api.place(order.copy().put("businessDate", today().plusDays(1).toString()))
                .then()
                .statusCode(201);
        assertThat(api.available(member)).isEqualTo(54);
    }
}
