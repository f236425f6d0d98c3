package dev.huiyuan.reward;

import static dev.huiyuan.member.NewMembers.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.huiyuan.coupon.CouponApi;
import dev.huiyuan.shared.job.JobRunner;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class RedemptionGuardTest {
    @Inject
    RewardDesk desk;

    @Inject
    CouponApi coupons;

    @Inject
    RewardPeople people;

    @Inject
    RedemptionExpiry expiry;

    @Inject
    Transactions transactions;

    @Inject
    MovableClock clock;

    @Inject
    JobRunner jobs;

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void couponThatIsPaidForIsOfATemplateThatNobodyCanUseUp() {
        JsonObject limited = CouponApi.values().put("claimable", false);
        String templateId =
                coupons.create(limited).then().statusCode(201).extract().path("id");
        JsonObject reward =
                RewardDesk.merchandise().put("kind", "COUPON").put("templateCode", limited.getString("code"));
        desk.create(reward.copy().put("priceFen", 990))
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/templateCode"));
        JsonObject unlimited = limited.copy();
        unlimited.remove("limitPerMember");
        coupons.replace(templateId, "0", unlimited).then().statusCode(200);
        String id = desk.create(reward.put("priceFen", 990))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        UUID member = desk.memberWith(300);
        desk.reserve(member, id);
        coupons.replace(templateId, "1", limited).then().statusCode(200);
        desk.redeem(member, id).then().statusCode(409).body("code", equalTo("coupon-not-claimable"));
        desk.points(member, 200, 100);
    }

    @Test
    void pickUpCodesAreNotGuessed() {
        String reward = desk.reward(values -> {});
        UUID member = desk.memberWith(300);
        RewardDesk.Reserved reserved = desk.reserve(member, reward);
        JsonObject wrong = reserved.fulfilment().put("pickUpCode", "0000000000");
        String till = "till-" + UUID.randomUUID();
        for (int i = 0; i < 20; i++) {
            desk.fulfil(till, reserved.id(), wrong)
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("redemption-proof-invalid"));
        }
        desk.fulfil(till, reserved.id(), reserved.fulfilment())
                .then()
                .statusCode(429)
                .body("code", equalTo("too-many-requests"));
        desk.fulfil(reserved).then().statusCode(201);
    }

    @Test
    void accountThatGoesOnSeesWhatTheOtherRedeemed() {
        String reward = desk.reward(values -> {});
        UUID from = desk.memberWith(300);
        UUID into = desk.memberWith(100);
        RewardDesk.Reserved reserved = desk.reserve(from, reward);
        desk.fulfil(reserved).then().statusCode(201);
        desk.as(into).get("/v1/redemptions/" + reserved.id()).then().statusCode(404);
        await(transactions.run(connection -> people.merged(connection, from, into)));
        desk.as(into).get("/v1/redemptions/" + reserved.id()).then().statusCode(200);
        desk.as(into).get("/v1/me/redemptions").then().body("items.id", hasItem(reserved.id()));
        await(transactions.run(connection -> people.separated(connection, from, into)));
        desk.as(into).get("/v1/redemptions/" + reserved.id()).then().statusCode(404);
        desk.as(from).get("/v1/redemptions/" + reserved.id()).then().statusCode(200);
    }

    @Test
    void whoCancelsTooLateGetsNothingBackTwice() {
        String reward = desk.reward(
                values -> values.put("stock", 1).put("limitPerMember", 1).put("pickupDays", 2));
        UUID member = desk.memberWith(200);
        RewardDesk.Reserved reserved = desk.reserve(member, reward);
        clock.advance(Duration.ofDays(2));
        requireClosed(reserved, member);
        desk.stock(reward, 1, 0);
        await(jobs.run("reward-expiry"));
        requireClosed(reserved, member);
        desk.stock(reward, 0, 0);
        desk.points(member, 200, 0);
        desk.reserve(member, reward);
        requireClosed(reserved, member);
        desk.stock(reward, 1, 0);
        desk.points(member, 100, 100);
        desk.balanced(member);
    }

    private void requireClosed(RewardDesk.Reserved reserved, UUID member) {
        for (RequestSpecification who : List.of(desk.as(member), desk.as("manager", RewardDesk.STORE))) {
            desk.cancel(who, reserved.id())
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("redemption-closed"))
                    .body("detail", containsString("EXPIRED"));
        }
    }

    @Test
    void nothingIsRedeemedWhereNothingIsSold() {
        String reward = desk.reward(values -> {});
        UUID member = desk.memberWith(100);
        desk.redeem(member, reward, "?channel=INTERACTION")
                .then()
                .statusCode(400)
                .body("code", equalTo("validation-failed"))
                .body("errors[0].pointer", equalTo("/channel"));
        desk.points(member, 100, 0);
        desk.redeem(member, reward, "?channel=STORE").then().statusCode(201);
    }

    @Test
    void sweepForgetsPastDays() {
        UUID item = UUID.randomUUID();
        coupons.change(
                "insert into reward_day_limit (item_id, member_id, day, ordinal, redemption_id)"
                        + " select $1, gen_random_uuid(), d, 1, gen_random_uuid()"
                        + " from (values (date '2020-01-01'), (date '2999-01-01')) as v (d)",
                item);
        await(transactions.run(connection -> expiry.forgetDays(connection, LocalDate.of(2020, 1, 2), 10)));
        assertThat(coupons.count("select count(*) from reward_day_limit where item_id = $1", item))
                .isEqualTo(1);
    }
}
