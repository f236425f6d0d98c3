package dev.huiyuan.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class SettleTest {
    @Inject
    OrderApi api;

    @Test
    void aPaidOrderUsesItsCouponSpendsAndEarnsPointsInOneCall() {
        UUID member = api.member(1000);
        UUID coupon = api.coupon(member);

        Response order = api.place(api.spending(member, coupon, 400));
        order.then()
                .statusCode(201)
                .body("state", equalTo("SETTLED"))
                .body("goodsFen", equalTo(5400))
                .body("discountFen", equalTo(1000))
                .body("points", equalTo(400))
                .body("pointsFen", equalTo(400))
                .body("payableFen", equalTo(4000))
                .body("earnedPoints", equalTo(40))
                .body("pointsAfter", equalTo(640))
                .body("lines", hasSize(2))
                .body("discounts.type", hasItem("COUPON"))
                .body("payments[0].method", equalTo("WECHAT_PAY"));
        assertThat(api.available(member)).isEqualTo(640);
        assertThat(api.couponState(coupon)).isEqualTo("USED");
        String used = api.text("select used_bill from coupon where id = $1", coupon);
        assertThat(used).isEqualTo("order:" + order.<String>path("orderId"));
        assertThat(api.count("select count(*) from order_line where member_id = $1", member))
                .isEqualTo(2);
        assertThat(api.count(
                        "select coalesce(sum(spend_fen), 0)::bigint from tier_spend_day where member_id = $1", member))
                .isEqualTo(100_000 + 4000);
        api.requireBalanced(member);
    }

    @Test
    void theSameRequestGetsTheSameAnswerAndTheSameBillUnderAnotherKeyToo() {
        UUID member = api.member(500);
        JsonObject order = api.spending(member, api.coupon(member), 100);
        String key = OrderApi.key();
        String clerk = api.clerk();

        Response first = api.place(clerk, key, order);
        first.then().statusCode(201);
        Response again = api.place(clerk, key, order);
        again.then().statusCode(201).header("Idempotency-Replayed", "true");
        Response other = api.place(clerk, OrderApi.key(), order);
        other.then().statusCode(200);
        // The till lost its presence meanwhile: it is the same order still.
        Response later = api.place(
                clerk,
                OrderApi.key(),
                order.copy().put("presenceId", UUID.randomUUID().toString()));
        later.then().statusCode(200);

        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(other.asString()).isEqualTo(first.asString());
        assertThat(later.asString()).isEqualTo(first.asString());
        assertThat(api.available(member)).isEqualTo(443);
        api.refund(first.path("orderId"), OrderApi.refund()).then().statusCode(201);
        assertThat(api.place(clerk, key, order).asString()).isEqualTo(first.asString());
    }

    @Test
    void anotherOrderOfTheSameBillIsRefused() {
        UUID member = api.member(0);
        JsonObject order = api.order(member);
        api.place(order).then().statusCode(201);
        JsonObject other = order.copy()
                .put("lines", new JsonArray().add(OrderApi.line("1", "RICE", 300, 2)))
                .put("payments", new JsonArray().add(OrderApi.payment("CASH", 600)));
        api.place(other).then().statusCode(409);
        api.place(order.copy().put("memberId", api.member(0).toString())).then().statusCode(409);
        assertThat(api.available(member)).isEqualTo(54);
    }

    @Test
    void aBillCreditedWithoutAnOrderIsNoOrderAndTheOtherWayRound() {
        UUID member = api.member(0);
        JsonObject order = api.order(member);
        api.accrue(member, order.getString("orderRef"), 5400).then().statusCode(201);
        String key = OrderApi.key();
        String clerk = api.clerk();
        for (int i = 0; i < 2; i++) {
            api.place(clerk, key, order).then().statusCode(409).body("code", equalTo("order-already-credited"));
        }
        assertThat(api.available(member)).isEqualTo(54);

        JsonObject second = api.order(member);
        api.place(second).then().statusCode(201);
        api.accrue(member, second.getString("orderRef"), 5400).then().statusCode(200);
        api.accrue(member, second.getString("orderRef"), 9900).then().statusCode(409);
        assertThat(api.available(member)).isEqualTo(108);
    }

    @Test
    void paymentsThatDoNotAddUpAreRefusedWithTheDifference() {
        UUID member = api.member(0);
        JsonObject order = api.order(member)
                .put(
                        "payments",
                        new JsonArray().add(OrderApi.payment("CASH", 5000)).add(OrderApi.payment("ALIPAY", 300)));
        api.place(order)
                .then()
                .statusCode(422)
                .body("code", equalTo("payments-do-not-add-up"))
                .body("detail", equalTo("应付54.00元，已报付款53.00元，相差1.00元。"));
        order.put(
                "payments", new JsonArray().add(OrderApi.payment("CASH", 5000)).add(OrderApi.payment("ALIPAY", 400)));
        api.place(order).then().statusCode(201).body("payments", hasSize(2));
    }

    @Test
    void whatAMemberSaysAboutMoneyIsNotBelieved() {
        UUID member = api.member(0);
        JsonObject order = api.order(member);
        order.remove("memberId");
        api.place(api.memberToken(member), OrderApi.key(), order)
                .then()
                .statusCode(403)
                .body("code", equalTo("order-payment-not-trusted"));
        assertThat(api.available(member)).isZero();
    }

    @Test
    void aTillOfAnotherStoreIsRefused() {
        UUID member = api.member(0);
        api.place(api.clerkElsewhere(), OrderApi.key(), api.order(member))
                .then()
                .statusCode(403)
                .body("code", equalTo("store-not-allowed"));
    }

    @Test
    void spendingNeedsThePresenceOfTheMember() {
        UUID member = api.member(1000);
        UUID coupon = api.coupon(member);
        JsonObject order = api.spending(member, coupon, 100);
        api.place(order.copy().put("presenceId", api.presence(api.member(0)).toString()))
                .then()
                .statusCode(409)
                .body("code", equalTo("presence-invalid"));
        order.remove("presenceId");
        api.place(order).then().statusCode(409).body("code", equalTo("presence-invalid"));
        assertThat(api.couponState(coupon)).isEqualTo("ISSUED");
        assertThat(api.available(member)).isEqualTo(1000);
    }

    @Test
    void aPresencePaysOneBillAlsoWhereOrderNumbersRestart() {
        UUID member = api.member(1000);
        LocalDate day = LocalDate.ofInstant(Instant.now(), ZoneId.of("Asia/Shanghai"));
        JsonObject today = api.spending(member, api.coupon(member), 100)
                .put("businessDate", day.minusDays(1).toString());
        JsonObject tomorrow = today.copy()
                .put("businessDate", day.toString())
                .put("coupons", new JsonArray().add(api.coupon(member).toString()));
        api.place(today).then().statusCode(201);
        api.place(tomorrow).then().statusCode(409).body("code", equalTo("presence-invalid"));
        JsonObject undated = tomorrow.copy();
        undated.remove("businessDate");
        api.place(undated).then().statusCode(409).body("code", equalTo("presence-invalid"));
        tomorrow.put("presenceId", api.presence(member).toString());
        api.place(tomorrow).then().statusCode(201);
    }

    @Test
    void aTillThatWasOfflineReportsLaterButNotTooLate() {
        UUID member = api.member(0);
        Instant sixDaysAgo = Instant.now().minus(Duration.ofDays(6));
        // Who joined later earns nothing for it.
        api.place(api.order(member).put("occurredAt", sixDaysAgo.toString()))
                .then()
                .statusCode(201)
                .body("earnedPoints", equalTo(0));
        api.place(api.order(member)
                        .put(
                                "occurredAt",
                                Instant.now().minus(Duration.ofDays(8)).toString()))
                .then()
                .statusCode(422)
                .body("code", equalTo("occurred-at-too-old"));
        api.place(api.order(member)
                        .put(
                                "occurredAt",
                                Instant.now().plus(Duration.ofHours(1)).toString()))
                .then()
                .statusCode(422)
                .body("code", equalTo("occurred-at-in-future"));
        assertThat(api.count("select count(*) from order_bill where member_id = $1", member))
                .isEqualTo(1);
    }

    @Test
    void aRefusedOrderLeavesEverythingAsItWas() {
        UUID member = api.member(100);
        UUID coupon = api.coupon(member);
        api.place(api.spending(member, coupon, 400)).then().statusCode(409);
        assertThat(api.couponState(coupon)).isEqualTo("ISSUED");
        assertThat(api.available(member)).isEqualTo(100);
        assertThat(api.count("select count(*) from order_bill where member_id = $1", member))
                .isZero();
        // The presence is free for the order as it can be paid.
        api.place(api.spending(member, coupon, 100)).then().statusCode(201);
    }

    @Test
    void anOrderIsSeenByItsMemberAndItsStoreOnly() {
        UUID member = api.member(0);
        String id = api.placed(api.order(member));
        api.get(api.memberToken(member), "/v1/orders/" + id)
                .then()
                .statusCode(200)
                .body("orderId", equalTo(id))
                .body("expiresAt", nullValue());
        api.get(api.clerk(), "/v1/orders/" + id).then().statusCode(200);
        api.get(api.clerkElsewhere(), "/v1/orders/" + id).then().statusCode(404);
        api.get(api.memberToken(api.member(0)), "/v1/orders/" + id).then().statusCode(404);
        api.get(api.clerk(), "/v1/orders/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void listsAreLimitedToTheStoreAndFilteredByStateAndMonth() {
        UUID member = api.member(0);
        String first = api.placed(api.order(member));
        String second = api.placed(api.order(member));
        api.refund(first, OrderApi.refund()).then().statusCode(201);

        String mine = "/v1/me/orders";
        String token = api.memberToken(member);
        Response page = api.get(token, mine + "?limit=1");
        page.then().statusCode(200).body("items.orderId", equalTo(java.util.List.of(second)));
        api.get(token, mine + "?limit=1&cursor=" + page.path("nextCursor"))
                .then()
                .body("items.orderId", equalTo(java.util.List.of(first)))
                .body("nextCursor", nullValue());
        api.get(token, mine + "?state=REFUNDED").then().body("items.orderId", equalTo(java.util.List.of(first)));
        api.get(token, mine + "?month=2020-01").then().body("items", hasSize(0));
        api.get(token, mine + "?month=hello").then().statusCode(400);
        String of = "/v1/members/" + member + "/orders";
        api.get(api.clerk(), of).then().statusCode(200).body("items", hasSize(2));
        api.get(api.clerkElsewhere(), of).then().statusCode(200).body("items", hasSize(0));
        api.get(api.clerk(), "/v1/members/" + UUID.randomUUID() + "/orders")
                .then()
                .statusCode(404);
    }
}
