package dev.huiyuan.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Several want one bill: a pending order keeps it only as long as it may. */
@HuiyuanTest
class BillDisputeTest {
    @Inject
    OrderApi api;

    @Inject
    MovableClock clock;

    private JsonObject pending(UUID member, String bill) {
        return api.basket(member).put("payment", "PENDING").put("orderRef", bill);
    }

    private String blocking(UUID member, UUID coupon, String bill) {
        JsonObject order = pending(member, bill)
                .put("coupons", new JsonArray().add(coupon.toString()))
                .put("points", 400);
        Response placed = api.place(api.memberToken(member), OrderApi.key(), order);
        assertThat(placed.statusCode()).as(placed.asString()).isEqualTo(201);
        return placed.path("orderId");
    }

    private String state(String order) {
        return api.text("select state from order_bill where id = $1", UUID.fromString(order));
    }

    private static String bill() {
        return "B-" + OrderApi.key();
    }

    @Test
    void aPaidOrderOfTheStoreDisplacesTheOrderThatAnotherMemberPlacedForItsBill() {
        UUID blocker = api.member(1000);
        UUID coupon = api.coupon(blocker);
        String bill = bill();
        String blocking = blocking(blocker, coupon, bill);
        UUID diner = api.member(0);
        UUID own = api.coupon(diner);
        JsonObject paid = api.spending(diner, own, 0).put("orderRef", bill);
        String key = OrderApi.key();
        String clerk = api.clerk();
        Response settled = api.place(clerk, key, paid);
        settled.then().statusCode(201).body("state", equalTo("SETTLED"));
        assertThat(api.place(clerk, key, paid).asString()).isEqualTo(settled.asString());

        assertThat(state(blocking)).isEqualTo("CANCELLED");
        assertThat(api.couponState(coupon)).isEqualTo("ISSUED");
        assertThat(api.couponState(own)).isEqualTo("USED");
        assertThat(api.available(blocker)).isEqualTo(1000);
        assertThat(api.balance(blocker, "held")).isZero();
        assertThat(api.available(diner)).isEqualTo(44);
        api.confirm(blocking, 4000).then().statusCode(409).body("code", equalTo("order-not-pending"));
        api.requireBalanced(blocker);
        api.requireBalanced(diner);
    }

    @Test
    void anOrderThatIsRefusedDisplacesNothing() {
        UUID blocker = api.member(1000);
        UUID coupon = api.coupon(blocker);
        String bill = bill();
        String blocking = blocking(blocker, coupon, bill);
        UUID diner = api.member(10);
        api.place(api.spending(diner, api.coupon(diner), 400).put("orderRef", bill))
                .then()
                .statusCode(409)
                .body("code", equalTo("points-insufficient"));
        assertThat(state(blocking)).isEqualTo("PENDING");
        assertThat(api.couponState(coupon)).isEqualTo("LOCKED");
        assertThat(api.balance(blocker, "held")).isEqualTo(400);
        api.confirm(blocking, 4000).then().statusCode(201);
    }

    @Test
    void aPendingOrderOfTheStoreDisplacesItTooButOneOfAnotherMemberDoesNot() {
        UUID blocker = api.member(1000);
        String bill = bill();
        String blocking = blocking(blocker, api.coupon(blocker), bill);
        UUID other = api.member(0);
        api.place(api.memberToken(other), OrderApi.key(), pending(other, bill))
                .then()
                .statusCode(409)
                .body("code", equalTo("bill-pending"));
        assertThat(state(blocking)).isEqualTo("PENDING");
        String placed = api.placed(pending(other, bill));
        assertThat(state(blocking)).isEqualTo("CANCELLED");
        assertThat(api.balance(blocker, "held")).isZero();
        api.confirm(placed, 5400).then().statusCode(201);
    }

    @Test
    void whatTheStoreItselfHasPlacedStaysAndTheRefusalIsNotKept() {
        UUID first = api.member(0);
        String bill = bill();
        String placed = api.placed(pending(first, bill));
        UUID second = api.member(0);
        JsonObject paid = api.order(second).put("orderRef", bill);
        String key = OrderApi.key();
        String clerk = api.clerk();
        api.place(clerk, key, paid).then().statusCode(409).body("code", equalTo("bill-pending"));
        assertThat(state(placed)).isEqualTo("PENDING");
        api.cancel(clerk, placed).then().statusCode(201);
        api.place(clerk, key, paid).then().statusCode(201).body("state", equalTo("SETTLED"));
    }

    @Test
    void anOrderOutOfTimeBlocksNobody() {
        UUID first = api.member(1000);
        UUID coupon = api.coupon(first);
        String paidBill = bill();
        String pendingBill = bill();
        String late = blocking(first, coupon, paidBill);
        UUID lateMember = api.member(0);
        String second = api.placed(pending(lateMember, pendingBill));
        clock.advance(Duration.ofMinutes(16));
        api.place(api.order(api.member(0)).put("orderRef", paidBill)).then().statusCode(201);
        assertThat(state(late)).isEqualTo("TIMED_OUT");
        assertThat(api.couponState(coupon)).isEqualTo("ISSUED");
        UUID other = api.member(0);
        api.place(api.memberToken(other), OrderApi.key(), pending(other, pendingBill))
                .then()
                .statusCode(201)
                .body("orderId", not(equalTo(second)));
        assertThat(state(second)).isEqualTo("TIMED_OUT");
        // The late one is confirmed after all: its diner was there, says the store.
        api.confirm(second, 5400).then().statusCode(201);
        api.confirm(late, 4000).then().statusCode(409).body("code", equalTo("order-already-credited"));
        api.requireBalanced(first);
    }
}
