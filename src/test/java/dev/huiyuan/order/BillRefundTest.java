package dev.huiyuan.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.Parallel;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A bill that is an order is refunded at its order only. */
@HuiyuanTest
class BillRefundTest {
    @Inject
    OrderApi api;

    @Inject
    TestTokens tokens;

    private Response refund(String bill, @Nullable String businessDate) {
        JsonObject refund = new JsonObject()
                .put("storeId", OrderApi.STORE.toString())
                .put("orderRef", bill)
                .put("refundRef", "R-1")
                .put("amountFen", 1000)
                .put("reason", "ORDER_REFUNDED");
        if (businessDate != null) refund.put("businessDate", businessDate);
        return api.post(api.clerk(), OrderApi.key(), "/v1/points/refunds", refund);
    }

    private Response reverse(String kind, String entry, JsonObject reversal) {
        return api.post(
                api.clerk(),
                OrderApi.key(),
                "/v1/points/" + kind + "/" + entry + "/reversals",
                reversal.put("refundRef", "R-1").put("reason", "ORDER_REFUNDED"));
    }

    private static void refused(Response answer, String order) {
        answer.then()
                .statusCode(409)
                .body("code", equalTo("bill-is-order"))
                .body("detail", containsString("/v1/orders/" + order + "/refunds"));
    }

    private @Nullable Map<String, Object> listed(String bill) {
        return api.get(tokens.staffOfAllStores(Role.AUDITOR), "/v1/points/early-events?limit=100")
                .then()
                .statusCode(200)
                .extract()
                .path("items.find { it.orderRef == '" + bill + "' }");
    }

    private static String today() {
        return LocalDate.ofInstant(Instant.now(), ZoneId.of("Asia/Shanghai")).toString();
    }

    @Test
    void thePointsOfAnOrderAreNotRefundedByThemselves() {
        UUID member = api.member(500);
        JsonObject placed = api.spending(member, api.coupon(member), 100);
        String bill = placed.getString("orderRef");
        String order = api.placed(placed);
        UUID id = UUID.fromString(order);
        String accrual = api.text("select accrual_id::text from order_bill where id = $1", id);
        String spending = api.text("select spending_id::text from order_bill where id = $1", id);

        refused(refund(bill, null), order);
        refused(refund(bill, today()), order);
        refused(reverse("accruals", accrual, new JsonObject()), order);
        refused(reverse("redemptions", spending, new JsonObject().put("points", 10)), order);
        assertThat(api.available(member)).isEqualTo(443);
        assertThat(listed(bill)).isNull();

        api.refund(order, OrderApi.refund()).then().statusCode(201).body("refundFen", equalTo(4300));
        assertThat(api.available(member)).isEqualTo(500);
        refused(refund(bill, null), order);
        api.requireBalanced(member);
    }

    @Test
    void aConfirmedOrderIsRefundedThereToo() {
        UUID member = api.member(500);
        JsonObject pending = api.spending(member, api.coupon(member), 100).put("payment", "PENDING");
        pending.remove("payments");
        String order = api.placed(pending);
        api.confirm(order, 4300).then().statusCode(201);
        UUID id = UUID.fromString(order);
        refused(
                reverse(
                        "accruals",
                        api.text("select accrual_id::text from order_bill where id = $1", id),
                        new JsonObject()),
                order);
        refused(
                reverse(
                        "redemptions",
                        api.text("select spending_id::text from order_bill where id = $1", id),
                        new JsonObject().put("points", 10)),
                order);
        assertThat(api.available(member)).isEqualTo(443);
    }

    @Test
    void aBillWithoutAnOrderIsRefundedByItsPoints() {
        UUID member = api.member(0);
        String bill = "B-" + OrderApi.key();
        api.accrue(member, bill, 5000).then().statusCode(201);
        refund(bill, today()).then().statusCode(201).body("points", equalTo(-10));
        assertThat(api.available(member)).isEqualTo(40);
    }

    @Test
    void aRefundThatCameBeforeTheOrderWaitsForStaffAndTheOrderIsWhole() {
        UUID member = api.member(0);
        JsonObject placed = api.order(member);
        String bill = placed.getString("orderRef");
        refund(bill, null).then().statusCode(202);
        String order = api.placed(placed.copy().put("businessDate", today()));

        assertThat(api.available(member)).isEqualTo(54);
        assertThat(listed(bill)).containsEntry("state", "REFUSED").containsEntry("problem", "bill-is-order");
        refused(refund(bill, null), order);
        api.refund(order, OrderApi.refund()).then().statusCode(201).body("refundFen", equalTo(5400));
        assertThat(api.available(member)).isZero();
        api.requireBalanced(member);
    }

    @Test
    void aCompletionReachesTheOrder() {
        UUID member = api.member(0);
        JsonObject placed = api.order(member).put("mayBeCancelled", true);
        api.placed(placed);
        JsonObject completion = new JsonObject()
                .put("storeId", OrderApi.STORE.toString())
                .put("orderRef", placed.getString("orderRef"))
                .put("businessDate", today())
                .put("completedAt", Instant.now().toString());
        api.post(api.clerk(), OrderApi.key(), "/v1/points/completions", completion)
                .then()
                .statusCode(201);
        assertThat(api.balance(member, "pending") + api.available(member)).isEqualTo(54);
    }

    @RepeatedTest(3)
    void aRefundOfPointsWhileTheOrderSettlesTakesNothing() {
        UUID member = api.member(0);
        JsonObject placed = api.order(member).put("payments", new JsonArray().add(OrderApi.payment("CASH", 5400)));
        String bill = placed.getString("orderRef");
        List<Response> answers =
                Parallel.run(8, i -> i % 2 == 0 ? api.place(placed) : refund(bill, i % 4 == 1 ? today() : null));
        assertThat(answers).allMatch(answer -> List.of(200, 201, 202, 409).contains(answer.statusCode()));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(api.available(member)).isEqualTo(54);
        api.requireBalanced(member);
    }
}
