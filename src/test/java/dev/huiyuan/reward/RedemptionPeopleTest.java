package dev.huiyuan.reward;

import static dev.huiyuan.member.NewMembers.await;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.coupon.CouponApi;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Redemptions belong to people: the account that goes on after a merge has them, and ends them. */
@HuiyuanTest
class RedemptionPeopleTest {
    @Inject
    RewardDesk desk;

    @Inject
    CouponApi coupons;

    @Inject
    RewardPeople people;

    @Inject
    Transactions transactions;

    private UUID old = new UUID(0, 0);
    private UUID middle = new UUID(0, 0);
    private UUID survivor = new UUID(0, 0);

    @BeforeEach
    void threeAccounts() {
        old = desk.memberWith(500);
        middle = desk.memberWith(1);
        survivor = desk.memberWith(1);
    }

    private void merge() {
        desk.merge(old, middle);
        desk.merge(middle, survivor);
    }

    private String taken(UUID member, String reward) {
        Response answer = desk.redeem(member, reward);
        answer.then().statusCode(201).body("state", equalTo("FULFILLED"));
        return answer.path("id");
    }

    @Test
    void couponOfTheOldAccountIsTakenBackAndItsPointsComeToTheOneThatGoesOn() {
        String reward = desk.reward(values ->
                values.put("kind", "COUPON").put("templateCode", "POINTS-10").put("stock", 3));
        String id = taken(old, reward);
        merge();
        coupons.mine(survivor, "?state=ISSUED").then().body("items.size()", equalTo(1));
        desk.points(survivor, 402, 0);
        desk.cancel(desk.as("manager", RewardDesk.STORE), id)
                .then()
                .statusCode(201)
                .body("state", equalTo("CANCELLED"));
        desk.cancel(desk.as("manager", RewardDesk.STORE), id).then().statusCode(409);
        coupons.mine(survivor, "?state=ISSUED").then().body("items.size()", equalTo(0));
        desk.points(survivor, 502, 0);
        desk.stock(reward, 0, 0);
        desk.balanced(survivor);
        desk.balanced(old);
    }

    @Test
    void usedCouponOfTheOldAccountIsNotTakenBack() {
        String reward = desk.reward(values ->
                values.put("kind", "COUPON").put("templateCode", "POINTS-10").put("stock", 3));
        String id = taken(old, reward);
        merge();
        coupons.change(
                "update coupon set state = 'USED', steps = steps + 1, used_at = issued_at, used_store_id = $2,"
                        + " used_bill = 'b' where member_id = $1",
                survivor,
                RewardDesk.STORE);
        desk.cancel(desk.as("manager", RewardDesk.STORE), id)
                .then()
                .statusCode(409)
                .body("code", equalTo("redemption-cancellation-refused"));
        desk.points(survivor, 402, 0);
        desk.stock(reward, 0, 1);
    }

    @Test
    void ticketAndMerchandiseOfTheOldAccountAreTakenBack() {
        String draw = "DRAW-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);
        String ticket = taken(
                old, desk.reward(values -> values.put("kind", "DRAW_TICKET").put("drawCode", draw)));
        String cup = desk.reward(values -> values.put("stock", 1));
        RewardDesk.Reserved handedOver = desk.reserve(old, cup);
        desk.fulfil(handedOver).then().statusCode(201);
        merge();
        desk.points(survivor, 302, 0);
        desk.cancel(desk.as("manager", RewardDesk.STORE), ticket).then().statusCode(201);
        desk.cancel(desk.as("manager", RewardDesk.STORE), handedOver.id())
                .then()
                .statusCode(201);
        desk.points(survivor, 502, 0);
        desk.stock(cup, 0, 0);
        desk.balanced(survivor);
    }

    @Test
    void reservationThatStayedWithTheOldAccountIsCancelledByTheOneThatGoesOn() {
        String reward = desk.reward(values -> values.put("stock", 2).put("limitPerMember", 2));
        RewardDesk.Reserved cancelled = desk.reserve(old, reward);
        RewardDesk.Reserved fetched = desk.reserve(old, reward);
        await(transactions.run(connection -> people.merged(connection, old, middle)));
        await(transactions.run(connection -> people.merged(connection, middle, survivor)));
        desk.cancel(desk.as(desk.memberWith(1)), cancelled.id()).then().statusCode(404);
        desk.cancel(desk.as(survivor), cancelled.id()).then().statusCode(201).body("state", equalTo("CANCELLED"));
        desk.cancel(desk.as(survivor), cancelled.id()).then().statusCode(409);
        desk.stock(reward, 1, 0);
        desk.points(old, 400, 100);
        String code = desk.as(survivor)
                .post("/v1/me/redemptions/" + fetched.id() + "/pickup-codes")
                .then()
                .statusCode(201)
                .extract()
                .path("pickUpCode");
        desk.fulfil(fetched).then().statusCode(409).body("code", equalTo("redemption-proof-invalid"));
        desk.fulfil(new RewardDesk.Reserved(fetched.id(), code)).then().statusCode(201);
        desk.points(old, 400, 0);
        desk.stock(reward, 0, 1);
    }

    @Test
    void oldAccountRedeemsNothingAnyMore() {
        merge();
        String reward = desk.reward(values -> values.put("stock", 1));
        desk.redeem(old, reward).then().statusCode(409).body("code", equalTo("account-merged"));
        desk.stock(reward, 0, 0);
        desk.redeem(survivor, reward).then().statusCode(201);
        desk.points(survivor, 402, 100);
    }
}
