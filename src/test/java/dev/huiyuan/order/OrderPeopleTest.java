package dev.huiyuan.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Orders belong to people: the account that goes on after a merge has them. */
@HuiyuanTest
class OrderPeopleTest {
    @Inject
    OrderApi api;

    @Inject
    TestTokens tokens;

    @Inject
    MovableClock clock;

    private void merge(UUID from, UUID into) {
        Response asked = api.post(
                tokens.staffOfAllStores(Role.ADMIN),
                OrderApi.key(),
                "/v1/points/merges",
                new JsonObject()
                        .put("fromMemberId", from.toString())
                        .put("intoMemberId", into.toString())
                        .put("reason", "DUPLICATE"));
        assertThat(asked.statusCode()).as(asked.asString()).isEqualTo(202);
        Response decided = api.post(
                tokens.staffOfAllStores(Role.ADMIN),
                OrderApi.key(),
                "/v1/approvals/" + asked.path("approvalId") + "/decisions",
                new JsonObject().put("decision", "APPROVE").put("reason", "LOOKED_INTO"));
        assertThat(decided.statusCode()).as(decided.asString()).isBetween(200, 201);
    }

    @Test
    void theAccountThatGoesOnSeesTheOrdersAndGetsTheirRefunds() {
        UUID old = api.member(1000);
        UUID survivor = api.member(0);
        UUID coupon = api.coupon(old);
        String order = api.placed(api.spending(old, coupon, 400));
        merge(old, survivor);
        assertThat(api.available(survivor)).isEqualTo(640);

        String token = api.memberToken(survivor);
        api.get(token, "/v1/orders/" + order).then().statusCode(200);
        api.get(token, "/v1/me/orders").then().body("items.orderId", equalTo(List.of(order)));
        api.get(api.clerk(), "/v1/members/" + survivor + "/orders").then().body("items", hasSize(1));
        api.refund(order, OrderApi.refund())
                .then()
                .statusCode(201)
                .body("pointsReturned", equalTo(400))
                .body("pointsTakenBack", equalTo(40))
                .body("coupons[0].returned", equalTo(true));
        assertThat(api.available(survivor)).isEqualTo(1000);
        requireUsable(survivor, coupon);
        api.requireBalanced(survivor);
    }

    /** What a member gets of a template counts when it is claimed; a refund takes nothing away. */
    @Test
    void aReturnedCouponIsTheSurvivorsAlsoBeyondTheLimitOfItsTemplate() {
        UUID old = api.member(0);
        UUID survivor = api.member(0);
        String template = api.template(values -> values.put("limitPerMember", 1));
        UUID coupon = api.claim(old, template);
        api.claim(survivor, template);
        String order = api.placed(api.spending(old, coupon, 0));
        merge(old, survivor);
        api.refund(order, OrderApi.refund())
                .then()
                .statusCode(201)
                .body("coupons[0].couponId", equalTo(coupon.toString()))
                .body("coupons[0].returned", equalTo(true));
        requireUsable(survivor, coupon);
    }

    @Test
    void aReturnedCouponIsTheSurvivorsAlsoWhereBothHadOneForTheSameReason() {
        UUID old = api.member(0);
        UUID survivor = api.member(0);
        UUID coupon = api.couponFor(old, "2026");
        UUID own = api.couponFor(survivor, "2026");
        String order = api.placed(api.spending(old, coupon, 0));
        merge(old, survivor);
        api.refund(order, OrderApi.refund()).then().statusCode(201).body("coupons[0].returned", equalTo(true));
        requireUsable(survivor, coupon);
        requireUsable(survivor, own);
        assertThat(api.couponFor(survivor, "2026")).isEqualTo(own);
    }

    /** The survivor has the coupon and pays with it. */
    private void requireUsable(UUID survivor, UUID coupon) {
        assertThat(api.couponState(coupon)).isEqualTo("ISSUED");
        api.get(api.memberToken(survivor), "/v1/me/coupons")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(coupon.toString()));
        api.place(api.spending(survivor, coupon, 0)).then().statusCode(201);
        assertThat(api.couponState(coupon)).isEqualTo("USED");
    }

    private String waiting(UUID member, UUID coupon) {
        return api.placed(api.basket(member)
                .put("payment", "PENDING")
                .put("presenceId", api.presence(member).toString())
                .put("coupons", new JsonArray().add(coupon.toString())));
    }

    @Test
    void aCouponOfACancelledOrderGoesToTheAccountThatGoesOn() {
        UUID old = api.member(0);
        UUID survivor = api.member(0);
        UUID coupon = api.coupon(old);
        String order = waiting(old, coupon);
        merge(old, survivor);
        assertThat(api.couponState(coupon)).isEqualTo("LOCKED");
        api.cancel(api.memberToken(survivor), order).then().statusCode(201);
        requireUsable(survivor, coupon);
    }

    @Test
    void aCouponOfAnOrderOutOfTimeGoesThereToo() {
        UUID old = api.member(0);
        UUID survivor = api.member(0);
        UUID coupon = api.coupon(old);
        waiting(old, coupon);
        merge(old, survivor);
        clock.advance(Duration.ofMinutes(16));
        api.timeOut();
        requireUsable(survivor, coupon);
    }

    @Test
    void anOrderInTimeUsesItsCouponAfterAMerge() {
        UUID old = api.member(0);
        UUID survivor = api.member(0);
        UUID coupon = api.coupon(old);
        String order = waiting(old, coupon);
        merge(old, survivor);
        api.confirm(order, 4400).then().statusCode(201);
        assertThat(api.couponState(coupon)).isEqualTo("USED");
        api.refund(order, OrderApi.refund()).then().statusCode(201);
        requireUsable(survivor, coupon);
    }

    @Test
    void aLateConfirmationFindsTheCouponOnTheAccountThatGoesOn() {
        UUID old = api.member(0);
        UUID middle = api.member(0);
        UUID survivor = api.member(0);
        UUID coupon = api.coupon(old);
        String order = waiting(old, coupon);
        clock.advance(Duration.ofMinutes(16));
        merge(old, middle);
        merge(middle, survivor);
        UUID stranger = api.member(0);
        api.place(api.spending(stranger, coupon, 0)).then().statusCode(not(equalTo(201)));
        api.confirm(order, 4400).then().statusCode(201);
        assertThat(api.couponState(coupon)).isEqualTo("USED");
        api.refund(order, OrderApi.refund()).then().statusCode(201).body("coupons[0].returned", equalTo(true));
        requireUsable(survivor, coupon);
    }

    @Test
    void aPendingOrderWithoutPointsIsConfirmedAfterAMerge() {
        UUID old = api.member(100);
        UUID survivor = api.member(0);
        String order = api.placed(api.basket(old).put("payment", "PENDING"));
        merge(old, survivor);
        api.confirm(order, 5400).then().statusCode(201).body("earnedPoints", equalTo(54));
        assertThat(api.available(survivor)).isEqualTo(154);
        api.refund(order, OrderApi.refund()).then().statusCode(201).body("pointsTakenBack", equalTo(54));
        assertThat(api.available(survivor)).isEqualTo(100);
        api.requireBalanced(survivor);
    }
}
