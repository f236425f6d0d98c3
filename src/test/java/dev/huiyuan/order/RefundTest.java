package dev.huiyuan.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class RefundTest {
    @Inject
    OrderApi api;

    @Test
    void aWholeRefundBringsEverythingBack() {
        UUID member = api.member(1000);
        UUID coupon = api.coupon(member);
        String order = api.placed(api.spending(member, coupon, 400));
        JsonObject refund = OrderApi.refund();
        Response answer = api.refund(order, refund);
        answer.then()
                .statusCode(201)
                .body("refundFen", equalTo(4000))
                .body("pointsReturned", equalTo(400))
                .body("pointsTakenBack", equalTo(40))
                .body("pointsAfter", equalTo(1000))
                .body("orderState", equalTo("REFUNDED"))
                .body("payments", hasSize(1))
                .body("payments[0].amountFen", equalTo(4000))
                .body("coupons[0].returned", equalTo(true));
        assertThat(api.available(member)).isEqualTo(1000);
        assertThat(api.couponState(coupon)).isEqualTo("ISSUED");
        assertThat(api.count(
                        "select coalesce(sum(spend_fen), 0)::bigint from tier_spend_day where member_id = $1", member))
                .isEqualTo(100_000);
        Response again = api.refund(order, refund);
        again.then().statusCode(200);
        assertThat(again.asString()).isEqualTo(answer.asString());
        api.refund(order, OrderApi.refund()).then().statusCode(409).body("code", equalTo("reversal-exceeds-remainder"));
        api.refund(order, refund.copy().put("reason", "OTHER"))
                .then()
                .statusCode(409)
                .body("code", equalTo("refund-already-booked"));
        api.requireBalanced(member);
    }

    @Test
    void refundsByItemComeToTheWholeAndTheCouponComesWithTheLastLine() {
        UUID member = api.member(1000);
        UUID coupon = api.coupon(member);
        String order = api.placed(api.spending(member, coupon, 400)
                .put(
                        "payments",
                        new JsonArray().add(OrderApi.payment("CASH", 1000)).add(OrderApi.payment("ALIPAY", 3000))));
        long money = 0;
        Response first = api.refund(order, OrderApi.refund(OrderApi.item("2", 1)));
        first.then().statusCode(201).body("orderState", equalTo("SETTLED")).body("coupons", hasSize(0));
        money += first.<Integer>path("refundFen");
        assertThat(first.<String>path("payments[0].method")).isEqualTo("ALIPAY");
        Response second = api.refund(order, OrderApi.refund(OrderApi.item("1", 1)));
        second.then().statusCode(201);
        money += second.<Integer>path("refundFen");
        assertThat(api.couponState(coupon)).isEqualTo("USED");
        api.refund(order, OrderApi.refund(OrderApi.item("1", 1))).then().statusCode(409);
        api.refund(order, OrderApi.refund(OrderApi.item("2", 2))).then().statusCode(409);
        api.refund(order, OrderApi.refund(OrderApi.item("9", 1)))
                .then()
                .statusCode(422)
                .body("code", equalTo("line-not-found"));
        Response last = api.refund(order, OrderApi.refund());
        last.then().statusCode(201).body("orderState", equalTo("REFUNDED")).body("coupons", hasSize(1));
        money += last.<Integer>path("refundFen");
        assertThat(money).isEqualTo(4000);
        assertThat(api.available(member)).isEqualTo(1000);
        assertThat(api.couponState(coupon)).isEqualTo("ISSUED");
        api.get(api.clerk(), "/v1/orders/" + order)
                .then()
                .body("refunds", hasSize(3))
                .body("refundedFen", equalTo(4000))
                .body("returnedPoints", equalTo(400));
        api.requireBalanced(member);
    }

    @Test
    void feesComeBackWithTheLastLine() {
        UUID member = api.member(0);
        String order = api.placed(api.order(member)
                .put("deliveryFen", 600)
                .put("packagingFen", 100)
                .put("payments", new JsonArray().add(OrderApi.payment("CASH", 6100))));
        api.refund(order, OrderApi.refund(OrderApi.item("1", 1)))
                .then()
                .statusCode(201)
                .body("refundFen", equalTo(4800))
                .body("feesFen", equalTo(0))
                .body("pointsTakenBack", equalTo(48));
        api.refund(order, OrderApi.refund(OrderApi.item("2", 2)))
                .then()
                .statusCode(201)
                .body("refundFen", equalTo(1300))
                .body("feesFen", equalTo(700))
                .body("pointsTakenBack", equalTo(6));
        assertThat(api.available(member)).isZero();
    }

    @Test
    void whatAnOrderSpentReturnsWithTheOrderOnly() {
        UUID member = api.member(1000);
        String order = api.placed(api.spending(member, api.coupon(member), 400));
        String entry = api.text("select spending_id::text from order_bill where id = $1", UUID.fromString(order));
        api.post(
                        api.clerk(),
                        OrderApi.key(),
                        "/v1/points/redemptions/" + entry + "/reversals",
                        new JsonObject().put("refundRef", "X-1").put("reason", "OTHER"))
                .then()
                .statusCode(409)
                .body("code", equalTo("bill-is-order"));
        api.refund(order, OrderApi.refund()).then().statusCode(201).body("pointsReturned", equalTo(400));
    }

    @Test
    void theLastRefundThatThereMayBeBringsAllThatIsLeft() {
        UUID member = api.member(0);
        String order = api.placed(api.order(member));
        api.count(
                "with x as (update order_bill set refunds = 199 where id = $1 returning 1) select count(*) from x",
                UUID.fromString(order));
        api.refund(order, OrderApi.refund(OrderApi.item("2", 1)))
                .then()
                .statusCode(409)
                .body("code", equalTo("refund-limit-reached"));
        api.refund(order, OrderApi.refund())
                .then()
                .statusCode(201)
                .body("orderState", equalTo("REFUNDED"))
                .body("refundFen", equalTo(5400))
                .body("pointsShortfall", equalTo(0));
        api.refund(order, OrderApi.refund()).then().statusCode(409).body("code", equalTo("reversal-exceeds-remainder"));
    }

    @Test
    void anotherStoreRefundsNothing() {
        UUID member = api.member(0);
        String order = api.placed(api.order(member));
        api.post(api.clerkElsewhere(), OrderApi.key(), "/v1/orders/" + order + "/refunds", OrderApi.refund())
                .then()
                .statusCode(404);
    }
}
