package dev.huiyuan.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import dev.huiyuan.testing.Parallel;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A till records the uses of a bill's benefits, and the same bill comes as an order: it is the same use. */
@HuiyuanTest
class BillAtTheTillTest {
    private static final String FREE = "free-item:member-day";
    private static final String DISCOUNT = "discount:member-day";
    private static final String IN_USE =
            "select count(*) from benefit_use where member_id = $1 and reversed_at is null";
    private static final String EVER = "select count(*) from benefit_use where member_id = $1";

    private final OrderApi api;
    private final MovableClock clock;
    private final String bill = "B-" + OrderApi.key();

    BillAtTheTillTest(OrderApi api, MovableClock clock) {
        this.api = api;
        this.clock = clock;
    }

    @BeforeEach
    void onMemberDay() {
        clock.moveTo(OffsetDateTime.parse("2033-12-08T12:00:00+08:00").toInstant());
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private JsonObject order(UUID member) {
        return api.order(member)
                .put("orderRef", bill)
                .put("payments", new JsonArray().add(OrderApi.payment("CASH", 4752)));
    }

    private static JsonObject withFreeItem(JsonObject order, UUID presence) {
        return order.put("presenceId", presence.toString()).put("freeItems", new JsonArray().add(FREE));
    }

    private JsonObject pending(UUID member, UUID presence) {
        JsonObject order = withFreeItem(order(member), presence).put("payment", "PENDING");
        order.remove("payments");
        return order;
    }

    private JsonObject use(UUID member, UUID presence, String benefit) {
        return new JsonObject()
                .put("memberId", member.toString())
                .put("presenceId", presence.toString())
                .put("storeId", OrderApi.STORE.toString())
                .put("benefit", benefit)
                .put("orderRef", bill)
                .put("occurredAt", clock.instant().toString());
    }

    private Response atTheTill(JsonObject use) {
        return api.post(api.clerk(), OrderApi.key(), "/v1/benefits/uses", use);
    }

    private String used(UUID member, UUID presence, String benefit) {
        Response answer = atTheTill(use(member, presence, benefit));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return answer.path("id");
    }

    private long inUse(UUID member) {
        return api.count(IN_USE, member);
    }

    private long ever(UUID member) {
        return api.count(EVER, member);
    }

    @Test
    void anOrderTakesOverWhatItsTillRecordedAndGivesItBackWithItsLastLine() {
        UUID member = api.member(0);
        UUID presence = api.presence(member);
        String discount = used(member, presence, DISCOUNT);
        String free = used(member, presence, FREE);
        String id = api.place(withFreeItem(order(member), presence))
                .then()
                .statusCode(201)
                .body("freeItems", hasSize(1))
                .body("discounts.type", hasItem("OCCASION_DISCOUNT"))
                .extract()
                .path("orderId");
        assertThat(ever(member)).isEqualTo(2);
        // The till again, and the order again.
        assertThat(used(member, presence, DISCOUNT)).isEqualTo(discount);
        assertThat(used(member, presence, FREE)).isEqualTo(free);
        api.place(withFreeItem(order(member), presence)).then().statusCode(200);
        assertThat(ever(member)).isEqualTo(2);
        api.refund(id, OrderApi.refund()).then().statusCode(201).body("benefitsReversed", equalTo(2));
        assertThat(inUse(member)).isZero();
    }

    @Test
    void whatTheOrderUsedIsTheTillsAnswer() {
        UUID member = api.member(0);
        UUID presence = api.presence(member);
        api.placed(withFreeItem(order(member), presence));
        atTheTill(use(member, presence, DISCOUNT)).then().statusCode(201).body("amountFen", equalTo(648));
        used(member, presence, FREE);
        assertThat(ever(member)).isEqualTo(2);
    }

    @Test
    void anotherBillOfTheDayGetsNothingFree() {
        UUID member = api.member(0);
        UUID presence = api.presence(member);
        used(member, presence, FREE);
        JsonObject other = withFreeItem(order(member), api.presence(member)).put("orderRef", "O-" + OrderApi.key());
        api.place(other).then().statusCode(409).body("code", equalTo("benefit-used"));
        api.place(other.put("payment", "PENDING").putNull("payments")).then().statusCode(409);
        assertThat(ever(member)).isEqualTo(1);
        // The refused orders have not taken the till's use.
        api.placed(withFreeItem(order(member), presence));
    }

    @Test
    void noSecondOrderTakesWhatOneHasTaken() {
        UUID member = api.member(0);
        UUID presence = api.presence(member);
        used(member, presence, FREE);
        api.placed(withFreeItem(order(member), presence));
        // The same day and number, said differently: it is the same order, and another one has no bill.
        JsonObject again = withFreeItem(order(member), api.presence(member)).put("businessDate", "2033-12-08");
        api.place(again).then().statusCode(200);
        api.place(again.copy().put("mayBeCancelled", true)).then().statusCode(409);
        assertThat(ever(member)).isEqualTo(2);
    }

    @Test
    void aPendingOrderTakesItOverAndLeavesItToTheTillWhenItIsGivenUp() {
        UUID member = api.member(0);
        UUID presence = api.presence(member);
        String free = used(member, presence, FREE);
        String id = api.placed(pending(member, presence));
        assertThat(inUse(member)).isEqualTo(2);
        api.cancel(api.clerk(), id).then().statusCode(201);
        // The discount that the order recorded is free; the side dish was eaten.
        assertThat(inUse(member)).isEqualTo(1);
        assertThat(used(member, presence, FREE)).isEqualTo(free);
        id = api.placed(withFreeItem(order(member), presence));
        assertThat(inUse(member)).isEqualTo(2);
        api.refund(id, OrderApi.refund()).then().statusCode(201).body("benefitsReversed", equalTo(2));
        assertThat(inUse(member)).isZero();
    }

    @Test
    void aPendingOrderIsConfirmedWithWhatItTookOver() {
        UUID member = api.member(0);
        UUID presence = api.presence(member);
        used(member, presence, FREE);
        String id = api.placed(pending(member, presence));
        api.confirm(id, 4752).then().statusCode(201);
        assertThat(ever(member)).isEqualTo(2);
        api.refund(id, OrderApi.refund()).then().statusCode(201).body("benefitsReversed", equalTo(2));
        assertThat(inUse(member)).isZero();
    }

    @Test
    void aLateConfirmationTakesItOverOnceMore() {
        UUID member = api.member(0);
        UUID presence = api.presence(member);
        used(member, presence, FREE);
        String id = api.placed(pending(member, presence));
        clock.advance(java.time.Duration.ofMinutes(16));
        api.timeOut();
        assertThat(inUse(member)).isEqualTo(1);
        api.confirm(id, 4752).then().statusCode(201);
        assertThat(inUse(member)).isEqualTo(2);
        api.refund(id, OrderApi.refund()).then().statusCode(201).body("benefitsReversed", equalTo(2));
        assertThat(inUse(member)).isZero();
    }

    @Test
    void aBillWithABusinessDateIsTheSameToBoth() {
        UUID member = api.member(0);
        UUID presence = api.presence(member);
        atTheTill(use(member, presence, FREE).put("businessDate", "2033-12-08"))
                .then()
                .statusCode(201);
        api.placed(withFreeItem(order(member), presence).put("businessDate", "2033-12-08"));
        assertThat(ever(member)).isEqualTo(2);
    }

    @Test
    void whicheverComesFirstThereIsOneUse() {
        for (int round = 0; round < 10; round++) {
            UUID member = api.member(0);
            UUID presence = api.presence(member);
            String number = bill + round;
            List<Supplier<Response>> both = List.of(
                    () -> atTheTill(use(member, presence, FREE).put("orderRef", number)),
                    () -> api.place(withFreeItem(order(member), presence).put("orderRef", number)));
            List<Response> answers = Parallel.run(2, i -> both.get(i).get());
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.statusCode())
                            .as(answer.asString())
                            .isEqualTo(201));
            assertThat(ever(member)).isEqualTo(2);
        }
    }
}
