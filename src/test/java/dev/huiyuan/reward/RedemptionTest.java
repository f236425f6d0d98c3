package dev.huiyuan.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.huiyuan.coupon.CouponApi;
import dev.huiyuan.shared.job.JobRunner;
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

@HuiyuanTest
class RedemptionTest {
    @Inject
    RewardDesk desk;

    @Inject
    CouponApi coupons;

    @Inject
    MovableClock clock;

    @Inject
    JobRunner jobs;

    @Test
    void whatIsHandedOverIsReservedAndItsPointsAreSpentWithIt() {
        String reward = desk.reward(values -> values.put("stock", 2).put("limitPerMember", 1));
        UUID member = desk.memberWith(150);
        RewardDesk.Reserved reserved = desk.reserve(member, reward);
        desk.points(member, 50, 100);
        desk.stock(reward, 1, 0);
        desk.fulfil(reserved)
                .then()
                .statusCode(201)
                .body("state", equalTo("FULFILLED"))
                .body("points", equalTo(100))
                .body("availableAfter", equalTo(50))
                .body("storeId", equalTo(RewardDesk.STORE.toString()))
                .body("pickUpCode", nullValue());
        desk.points(member, 50, 0);
        desk.stock(reward, 0, 1);
        desk.as(member)
                .get("/v1/redemptions/" + reserved.id())
                .then()
                .statusCode(200)
                .body("history.type", equalTo(List.of("RESERVED", "FULFILLED")))
                .body("history.by", equalTo(List.of("member", "staff")));
        desk.balanced(member);
    }

    @Test
    void fulfilmentHappensOnce() {
        String reward = desk.reward(values -> values.put("stock", 2));
        UUID member = desk.memberWith(200);
        RewardDesk.Reserved reserved = desk.reserve(member, reward);
        desk.fulfil(reserved).then().statusCode(201);
        desk.fulfil(reserved).then().statusCode(409).body("code", equalTo("redemption-closed"));
        desk.cancel(desk.as(member), reserved.id()).then().statusCode(409).body("code", equalTo("redemption-closed"));
        desk.points(member, 100, 0);
        desk.stock(reward, 0, 1);
    }

    @Test
    void whoCannotProveThatTheMemberIsThereGetsNothing() {
        String reward = desk.reward(values -> values.put("stock", 1));
        UUID member = desk.memberWith(100);
        RewardDesk.Reserved reserved = desk.reserve(member, reward);
        JsonObject fulfilment = reserved.fulfilment();
        desk.fulfil(reserved.id(), fulfilment.copy().put("pickUpCode", "AAAAAAAAAA"))
                .then()
                .statusCode(409)
                .body("code", equalTo("redemption-proof-invalid"));
        fulfilment.remove("pickUpCode");
        desk.fulfil(reserved.id(), fulfilment).then().statusCode(400);
        UUID stranger = desk.memberWith(1);
        desk.fulfil(
                        reserved.id(),
                        fulfilment
                                .copy()
                                .put("presenceId", desk.presence(stranger).toString()))
                .then()
                .statusCode(409)
                .body("code", equalTo("presence-invalid"));
        desk.points(member, 0, 100);
        desk.fulfil(
                        reserved.id(),
                        fulfilment
                                .copy()
                                .put("presenceId", desk.presence(member).toString()))
                .then()
                .statusCode(201);
        desk.points(member, 0, 0);
    }

    @Test
    void lostPickUpCodeIsReplacedAndTheOldOneIsVoid() {
        String reward = desk.reward(values -> {});
        UUID member = desk.memberWith(100);
        RewardDesk.Reserved reserved = desk.reserve(member, reward);
        String code = desk.as(member)
                .post("/v1/me/redemptions/" + reserved.id() + "/pickup-codes")
                .then()
                .statusCode(201)
                .extract()
                .path("pickUpCode");
        desk.fulfil(reserved).then().statusCode(409).body("code", equalTo("redemption-proof-invalid"));
        desk.fulfil(new RewardDesk.Reserved(reserved.id(), code)).then().statusCode(201);
        desk.as(member)
                .post("/v1/me/redemptions/" + reserved.id() + "/pickup-codes")
                .then()
                .statusCode(409)
                .body("code", equalTo("redemption-closed"));
    }

    @Test
    void cancelledReservationGivesPointsStockAndLimitBackOnce() {
        String reward = desk.reward(
                values -> values.put("stock", 1).put("limitPerMember", 1).put("limitPerDay", 1));
        UUID member = desk.memberWith(100);
        RewardDesk.Reserved first = desk.reserve(member, reward);
        desk.redeem(desk.memberWith(100), reward).then().statusCode(409).body("code", equalTo("reward-sold-out"));
        desk.cancel(desk.as(member), first.id()).then().statusCode(201).body("state", equalTo("CANCELLED"));
        desk.cancel(desk.as(member), first.id()).then().statusCode(409);
        desk.points(member, 100, 0);
        desk.stock(reward, 0, 0);
        RewardDesk.Reserved second = desk.reserve(member, reward);
        desk.fulfil(second).then().statusCode(201);
        desk.stock(reward, 0, 1);
        desk.balanced(member);
    }

    @Test
    void anotherMembersRedemptionIsUnknown() {
        String reward = desk.reward(values -> {});
        RewardDesk.Reserved reserved = desk.reserve(desk.memberWith(100), reward);
        UUID stranger = desk.memberWith(1);
        desk.cancel(desk.as(stranger), reserved.id())
                .then()
                .statusCode(404)
                .body("code", equalTo("redemption-not-found"));
        desk.as(stranger).get("/v1/redemptions/" + reserved.id()).then().statusCode(404);
        desk.as(stranger)
                .post("/v1/me/redemptions/" + reserved.id() + "/pickup-codes")
                .then()
                .statusCode(404);
    }

    @Test
    void staffTakeBackWhatWasFulfilledForAWhile() {
        String reward = desk.reward(values -> values.put("stock", 1).put("limitPerMember", 1));
        UUID member = desk.memberWith(100);
        RewardDesk.Reserved reserved = desk.reserve(member, reward);
        desk.fulfil(reserved).then().statusCode(201);
        desk.cancel(desk.as("clerk", RewardDesk.STORE), reserved.id()).then().statusCode(403);
        desk.cancel(desk.as("manager", RewardDesk.OTHER_STORE), reserved.id())
                .then()
                .statusCode(403)
                .body("code", equalTo("store-not-allowed"));
        desk.cancel(desk.as("manager", RewardDesk.STORE), reserved.id()).then().statusCode(201);
        desk.cancel(desk.as("manager", RewardDesk.STORE), reserved.id()).then().statusCode(409);
        desk.points(member, 100, 0);
        desk.stock(reward, 0, 0);
        RewardDesk.Reserved again = desk.reserve(member, reward);
        desk.fulfil(again).then().statusCode(201);
        clock.advance(Duration.ofDays(8));
        desk.cancel(desk.as("manager", RewardDesk.STORE), again.id())
                .then()
                .statusCode(409)
                .body("code", equalTo("redemption-cancellation-refused"));
        desk.balanced(member);
    }

    @Test
    void reservationEndsWithItsTimeWhetherOrNotTheSweepHasRun() {
        String reward = desk.reward(
                values -> values.put("stock", 1).put("limitPerMember", 1).put("pickupDays", 2));
        UUID member = desk.memberWith(200);
        RewardDesk.Reserved reserved = desk.reserve(member, reward);
        clock.advance(Duration.ofDays(2));
        desk.fulfil(reserved).then().statusCode(409).body("code", equalTo("redemption-closed"));
        desk.cancel(desk.as(member), reserved.id()).then().statusCode(409);
        desk.as(member)
                .get("/v1/me/redemptions?state=EXPIRED")
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(reserved.id())));
        desk.points(member, 200, 0);
        desk.reserve(member, reward);
        desk.stock(reward, 1, 0);
        desk.as(member)
                .get("/v1/redemptions/" + reserved.id())
                .then()
                .body("redemption.state", equalTo("EXPIRED"))
                .body("history.by", equalTo(List.of("member", "system")));
        clock.advance(Duration.ofDays(2));
        dev.huiyuan.member.NewMembers.await(jobs.run("reward-expiry"));
        desk.stock(reward, 0, 0);
        desk.points(member, 200, 0);
        desk.balanced(member);
    }

    @Test
    void limitOfADayIsFreeAgainTheNextDay() {
        String reward = desk.reward(values -> values.put("limitPerDay", 2));
        UUID member = desk.memberWith(500);
        desk.reserve(member, reward);
        desk.reserve(member, reward);
        desk.redeem(member, reward).then().statusCode(409).body("code", equalTo("reward-limit-reached"));
        clock.advance(Duration.ofDays(1));
        desk.reserve(member, reward);
    }

    @Test
    void rewardBelongsToItsStoresAndChannels() {
        String reward =
                desk.reward(values -> values.put("storeIds", new JsonArray().add(RewardDesk.OTHER_STORE.toString()))
                        .put("channels", new JsonArray().add("MINI_PROGRAM")));
        UUID member = desk.memberWith(300);
        desk.redeem(member, reward, "?storeId=" + RewardDesk.STORE)
                .then()
                .statusCode(409)
                .body("code", equalTo("reward-not-in-store"));
        desk.redeem(member, reward, "?channel=DELIVERY")
                .then()
                .statusCode(409)
                .body("code", equalTo("reward-channel-refused"));
        RewardDesk.Reserved reserved = desk.reserve(member, reward);
        desk.fulfil(reserved).then().statusCode(409).body("code", equalTo("reward-not-in-store"));
        String anywhere = desk.reward(values -> {});
        Response chosen = desk.redeem(member, anywhere, "?storeId=" + RewardDesk.OTHER_STORE);
        chosen.then().statusCode(201);
        desk.fulfil(new RewardDesk.Reserved(chosen.path("id"), chosen.path("pickUpCode")))
                .then()
                .statusCode(409)
                .body("code", equalTo("redemption-in-other-store"));
    }

    @Test
    void dishThatTheChosenStoreDoesNotHaveIsNotReserved() {
        String reward = desk.reward(values -> values.put("kind", "DISH").put("dishCode", "DAN-DAN-NOODLES"));
        String noodles = "/v1/stores/" + RewardDesk.OTHER_STORE + "/menu/dishes/01980000-0000-7000-8000-000000000214";
        UUID member = desk.memberWith(200);
        available(noodles, "SOLD_OUT");
        desk.redeem(member, reward, "?storeId=" + RewardDesk.OTHER_STORE)
                .then()
                .statusCode(409)
                .body("code", equalTo("reward-not-in-store"));
        available(noodles, "AVAILABLE");
        desk.redeem(member, reward, "?storeId=" + RewardDesk.OTHER_STORE).then().statusCode(201);
    }

    private void available(String dish, String state) {
        desk.as("manager", RewardDesk.OTHER_STORE)
                .body(new JsonObject().put("state", state).encode())
                .put(dish)
                .then()
                .statusCode(200);
    }

    @Test
    void moneyIsPaidAsMuchAsItCosts() {
        String template = CouponApi.values().getString("code");
        JsonObject unlimited = CouponApi.values().put("code", template).put("claimable", false);
        unlimited.remove("limitPerMember");
        coupons.create(unlimited).then().statusCode(201);
        String reward = desk.reward(values ->
                values.put("kind", "COUPON").put("templateCode", template).put("priceFen", 990));
        UUID member = desk.memberWith(300);
        RewardDesk.Reserved reserved = desk.reserve(member, reward);
        coupons.mine(member, "").then().body("items.size()", equalTo(0));
        desk.fulfil(reserved).then().statusCode(422).body("code", equalTo("redemption-payment-differs"));
        desk.fulfil(reserved.id(), reserved.fulfilment().put("paidFen", 990))
                .then()
                .statusCode(201)
                .body("coupon.templateCode", equalTo(template));
        coupons.mine(member, "").then().body("items.size()", equalTo(1));
        RewardDesk.Reserved late = desk.reserve(member, reward);
        clock.advance(Duration.ofMinutes(16));
        desk.fulfil(late.id(), late.fulfilment().put("paidFen", 990))
                .then()
                .statusCode(409)
                .body("code", equalTo("redemption-closed"));
        desk.points(member, 200, 0);
    }

    @Test
    void couponIsRevokedWithItsRedemptionUnlessItIsUsed() {
        String reward = desk.reward(values ->
                values.put("kind", "COUPON").put("templateCode", "POINTS-10").put("stock", 5));
        UUID member = desk.memberWith(300);
        Response first = desk.redeem(member, reward);
        first.then().statusCode(201).body("state", equalTo("FULFILLED"));
        desk.cancel(desk.as("manager", RewardDesk.STORE), first.path("id"))
                .then()
                .statusCode(201);
        desk.points(member, 300, 0);
        desk.stock(reward, 0, 0);
        coupons.mine(member, "?state=ISSUED").then().body("items.size()", equalTo(0));
        Response second = desk.redeem(member, reward);
        UUID coupon = UUID.fromString(second.then().statusCode(201).extract().path("couponId"));
        coupons.change(
                "update coupon set state = 'USED', steps = 2, used_at = issued_at, used_store_id = $3, used_bill = 'b'"
                        + " where member_id = $1 and id = $2",
                member,
                coupon,
                RewardDesk.STORE);
        desk.cancel(desk.as("manager", RewardDesk.STORE), second.path("id"))
                .then()
                .statusCode(409)
                .body("code", equalTo("redemption-cancellation-refused"));
        desk.points(member, 200, 0);
        desk.stock(reward, 0, 1);
    }

    @Test
    void couponThatHasEndedBringsNoPointsBackWhetherOrNotItIsMarked() {
        String reward = desk.reward(values ->
                values.put("kind", "COUPON").put("templateCode", "POINTS-10").put("stock", 5));
        UUID member = desk.memberWith(300);
        Response given = desk.redeem(member, reward);
        UUID coupon = UUID.fromString(given.then().statusCode(201).extract().path("couponId"));
        coupons.change(
                "update coupon set valid_from = now() - interval '9 days', expires_at = now() - interval '1 minute'"
                        + " where member_id = $1 and id = $2",
                member,
                coupon);
        desk.cancel(desk.as("manager", RewardDesk.STORE), given.path("id"))
                .then()
                .statusCode(409);
        desk.points(member, 200, 0);
        coupons.change(
                "update coupon set expires_at = now() + interval '1 day' where member_id = $1 and id = $2",
                member,
                coupon);
        desk.cancel(desk.as("manager", RewardDesk.STORE), given.path("id"))
                .then()
                .statusCode(201);
        desk.points(member, 300, 0);
        String reasons = "select count(*) from coupon_event where coupon_id = $1 and reason = 'REWARD_CANCELLED'";
        assertThat(coupons.count(reasons, coupon)).isEqualTo(1);
    }

    @Test
    void ticketsOfADrawAreNumbered() {
        String draw = "DRAW-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);
        String reward = desk.reward(values -> values.put("kind", "DRAW_TICKET").put("drawCode", draw));
        UUID member = desk.memberWith(300);
        Response first = desk.redeem(member, reward);
        first.then().statusCode(201).body("ticketNumber", equalTo(1)).body("drawCode", equalTo(draw));
        desk.redeem(member, reward).then().statusCode(201).body("ticketNumber", equalTo(2));
        desk.cancel(desk.as("service", RewardDesk.STORE), first.path("id"))
                .then()
                .statusCode(201);
        desk.as(member)
                .get("/v1/me/draw-tickets")
                .then()
                .statusCode(200)
                .body("items.number", equalTo(List.of(2, 1)))
                .body("items.state", equalTo(List.of("ISSUED", "VOID")));
        desk.points(member, 200, 0);
    }

    @Test
    void storeSeesWhatItHandsOver() {
        String reward = desk.reward(values -> {});
        UUID member = desk.memberWith(300);
        String mine =
                desk.redeem(member, reward, "?storeId=" + RewardDesk.STORE).path("id");
        String anywhere = desk.redeem(member, reward).path("id");
        String list = "/v1/stores/" + RewardDesk.STORE + "/redemptions?limit=100";
        desk.as("clerk", RewardDesk.STORE)
                .get(list + "&state=RESERVED")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(mine))
                .body("items.id", not(hasItem(anywhere)));
        desk.as("clerk", RewardDesk.STORE)
                .get(list + "&memberId=" + member)
                .then()
                .body("items.id", equalTo(List.of(anywhere, mine)));
        desk.as("clerk", RewardDesk.OTHER_STORE).get(list).then().statusCode(403);
    }
}
