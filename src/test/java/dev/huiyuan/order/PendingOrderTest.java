package dev.huiyuan.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class PendingOrderTest {
    @Inject
    OrderApi api;

    @Inject
    MovableClock clock;

    /** A member's own order with a coupon and points: 44 yuan less the points. */
    private JsonObject pending(UUID member, UUID coupon, long points) {
        JsonObject order = api.basket(member)
                .put("payment", "PENDING")
                .put("coupons", new JsonArray().add(coupon.toString()))
                .put("points", points);
        order.remove("memberId");
        return order;
    }

    private String placed(UUID member, JsonObject order) {
        Response answer = api.place(api.memberToken(member), OrderApi.key(), order);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return answer.path("orderId");
    }

    @Test
    void aPendingOrderKeepsItsCouponAndPointsAndItsConfirmationSettlesIt() {
        UUID member = api.member(1000);
        UUID coupon = api.coupon(member);
        JsonObject order = pending(member, coupon, 400);
        String key = OrderApi.key();
        Response placed = api.place(api.memberToken(member), key, order);
        placed.then()
                .statusCode(201)
                .body("state", equalTo("PENDING"))
                .body("payableFen", equalTo(4000))
                .body("expiresAt", notNullValue())
                .body("earnedPoints", nullValue());
        assertThat(api.balance(member, "held")).isEqualTo(400);
        assertThat(api.couponState(coupon)).isEqualTo("LOCKED");
        Response again = api.place(api.memberToken(member), key, order);
        again.then().statusCode(201).header("Idempotency-Replayed", "true");
        assertThat(again.asString()).isEqualTo(placed.asString());
        api.place(api.memberToken(member), OrderApi.key(), order)
                .then()
                .statusCode(200)
                .body("orderId", equalTo(placed.path("orderId")));

        String id = placed.path("orderId");
        String confirmation = OrderApi.key();
        api.confirm(id, 3999).then().statusCode(422).body("code", equalTo("payments-do-not-add-up"));
        Response settled = api.confirm(id, confirmation, 4000);
        settled.then()
                .statusCode(201)
                .body("state", equalTo("SETTLED"))
                .body("earnedPoints", equalTo(40))
                .body("pointsAfter", equalTo(640));
        assertThat(api.confirm(id, confirmation, 4000).asString()).isEqualTo(settled.asString());
        api.confirm(id, 4000).then().statusCode(200);
        assertThat(api.couponState(coupon)).isEqualTo("USED");
        assertThat(api.balance(member, "held")).isZero();
        api.cancel(api.clerk(), id).then().statusCode(409).body("code", equalTo("order-not-pending"));
        api.requireBalanced(member);
    }

    @Test
    void aMemberOrdersNothingForADeliveryPlatform() {
        UUID member = api.member(0);
        JsonObject order = api.basket(member).put("payment", "PENDING").put("channel", "DELIVERY");
        api.place(api.memberToken(member), OrderApi.key(), order).then().statusCode(400);
        api.place(api.clerk(), OrderApi.key(), order.copy().put("channel", "INTERACTION"))
                .then()
                .statusCode(400);
        placed(member, order.put("channel", "MINI_PROGRAM"));
    }

    @Test
    void aMemberConfirmsNothing() {
        UUID member = api.member(0);
        JsonObject order = api.basket(member).put("payment", "PENDING");
        String id = placed(member, order);
        api.post(
                        api.memberToken(member),
                        OrderApi.key(),
                        "/v1/orders/" + id + "/confirmations",
                        new JsonObject().put("payments", new JsonArray().add(OrderApi.payment("CASH", 5400))))
                .then()
                .statusCode(403);
        api.post(
                        api.clerkElsewhere(),
                        OrderApi.key(),
                        "/v1/orders/" + id + "/confirmations",
                        new JsonObject().put("payments", new JsonArray().add(OrderApi.payment("CASH", 5400))))
                .then()
                .statusCode(404);
        api.confirm(id, 5400).then().statusCode(201).body("earnedPoints", equalTo(54));
    }

    @Test
    void aCancelledOrderGivesEverythingBackAndItsBillCanBeOrderedAgain() {
        UUID member = api.member(1000);
        UUID coupon = api.coupon(member);
        JsonObject order = pending(member, coupon, 400);
        String id = placed(member, order);
        api.cancel(api.memberToken(api.member(0)), id).then().statusCode(404);
        api.cancel(api.memberToken(member), id).then().statusCode(201).body("state", equalTo("CANCELLED"));
        api.cancel(api.memberToken(member), id).then().statusCode(200);
        assertThat(api.couponState(coupon)).isEqualTo("ISSUED");
        assertThat(api.available(member)).isEqualTo(1000);
        assertThat(api.balance(member, "held")).isZero();
        api.confirm(id, 4000).then().statusCode(409).body("code", equalTo("order-not-pending"));
        String second = placed(member, order);
        assertThat(second).isNotEqualTo(id);
        api.confirm(second, 4000).then().statusCode(201);
        api.requireBalanced(member);
    }

    @Test
    void anOrderOutOfTimeStillSettlesWhileEverythingIsThere() {
        UUID member = api.member(1000);
        UUID coupon = api.coupon(member);
        String marked = placed(member, pending(member, coupon, 400));
        clock.advance(Duration.ofMinutes(16));
        api.get(api.memberToken(member), "/v1/orders/" + marked).then().body("state", equalTo("TIMED_OUT"));
        assertThat(api.available(member)).isEqualTo(1000);
        api.timeOut();
        assertThat(api.text("select state from order_bill where id = $1", UUID.fromString(marked)))
                .isEqualTo("TIMED_OUT");
        assertThat(api.couponState(coupon)).isEqualTo("ISSUED");
        api.confirm(marked, 4000).then().statusCode(201).body("pointsAfter", equalTo(640));
        assertThat(api.couponState(coupon)).isEqualTo("USED");

        UUID second = api.coupon(member);
        String unmarked = placed(member, pending(member, second, 100));
        clock.advance(Duration.ofMinutes(16));
        api.confirm(unmarked, 4300).then().statusCode(201);
        assertThat(api.couponState(second)).isEqualTo("USED");
        api.requireBalanced(member);
    }

    @Test
    void anOrderOutOfTimeSaysWhatIsMissingAndChangesNothing() {
        UUID member = api.member(1000);
        UUID coupon = api.coupon(member);
        String late = placed(member, pending(member, coupon, 400));
        clock.advance(Duration.ofMinutes(16));
        api.place(api.spending(member, coupon, 0)).then().statusCode(201);
        api.confirm(late, 4000).then().statusCode(409).body("code", equalTo("coupon-already-used"));
        assertThat(api.available(member)).isEqualTo(1044);

        UUID other = api.coupon(member);
        String poor = placed(member, pending(member, other, 900));
        clock.advance(Duration.ofMinutes(16));
        api.place(api.spending(member, api.coupon(member), 800)).then().statusCode(201);
        api.confirm(poor, 3500).then().statusCode(409).body("code", equalTo("points-insufficient"));
        assertThat(api.couponState(other)).isNotEqualTo("USED");
        api.requireBalanced(member);
    }

    @Test
    void whatAPendingOrderKeepsIsNotThereForOthers() {
        UUID member = api.member(500);
        UUID coupon = api.coupon(member);
        JsonObject order = pending(member, coupon, 400);
        placed(member, order);
        api.place(api.spending(member, coupon, 0)).then().statusCode(409);
        api.place(api.spending(member, api.coupon(member), 400)).then().statusCode(409);
        // Nor is its bill.
        api.place(api.order(member).put("orderRef", order.getString("orderRef")))
                .then()
                .statusCode(409)
                .body("code", equalTo("bill-pending"));
        assertThat(api.available(member)).isEqualTo(100);
    }

    @Test
    void aPendingOrderIsCancelledAndNotRefunded() {
        UUID member = api.member(0);
        String id = placed(member, api.basket(member).put("payment", "PENDING"));
        api.refund(id, OrderApi.refund()).then().statusCode(409).body("code", equalTo("order-pending"));
        api.cancel(api.clerk(), id).then().statusCode(201);
        api.refund(id, OrderApi.refund()).then().statusCode(409).body("code", equalTo("order-not-settled"));
    }

    @Test
    void aMemberPaysThePricesOfTheMenu() {
        UUID member = api.member(0);
        JsonObject cheap = api.basket(member)
                .put("payment", "PENDING")
                .put("lines", new JsonArray().add(OrderApi.line("1", "KUNGPAO-CHICKEN", 100, 1)));
        api.place(api.memberToken(member), OrderApi.key(), cheap)
                .then()
                .statusCode(409)
                .body("code", equalTo("price-changed"));
        api.place(api.clerk(), OrderApi.key(), cheap).then().statusCode(201);
    }

    @Test
    void aMemberBlocksNoMoreThanAFewBills() {
        UUID member = api.member(0);
        String last = "";
        for (int i = 0; i < 10; i++) last = placed(member, api.basket(member).put("payment", "PENDING"));
        JsonObject order = api.basket(member).put("payment", "PENDING");
        api.place(api.memberToken(member), OrderApi.key(), order)
                .then()
                .statusCode(409)
                .body("code", equalTo("order-limit-reached"));
        api.cancel(api.memberToken(member), last).then().statusCode(201);
        placed(member, order);
    }
}
