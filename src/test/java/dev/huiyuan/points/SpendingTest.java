package dev.huiyuan.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.Parallel;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class SpendingTest {
    @Inject
    Till till;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    PointsLedger ledger;

    @Inject
    Transactions transactions;

    @Test
    void redemptionTakesPoints() {
        UUID member = members.active().id();
        till.earn(member, 100);

        till.redeem(till.bill(member, till.presence(member), "B-1", 30))
                .then()
                .statusCode(201)
                .body("points", equalTo(-30))
                .body("explanation.summary", equalTo("积分兑换，-30"))
                .body("balance.available", equalTo(70));
        till.requireBalanced(member);
    }

    @Test
    void redemptionIsRefusedWhenBalanceIsTooLow() {
        UUID member = members.active().id();
        till.earn(member, 29);
        UUID presence = till.presence(member);
        String key = Till.key();
        String clerk = till.clerk();
        Map<String, @Nullable Object> bill = till.bill(member, presence, "B-1", 30);

        Response refused = till.as(clerk, key).body(bill).post("/v1/points/redemptions");
        refused.then()
                .statusCode(409)
                .body("code", equalTo("points-insufficient"))
                .body("detail", equalTo("可用积分不足，当前可用 29 分。"));

        till.earn(member, 10);
        Response again = till.as(clerk, key).body(bill).post("/v1/points/redemptions");
        assertThat(again.asByteArray()).isEqualTo(refused.asByteArray());
        assertThat(till.available(member)).isEqualTo(39);
    }

    @Test
    void repeatedRedemptionGetsTheSameBytesAndTakesOnce() {
        UUID member = members.active().id();
        till.earn(member, 100);
        Map<String, @Nullable Object> bill = till.bill(member, till.presence(member), "B-1", 30);
        String key = Till.key();
        String clerk = till.clerk();

        Response first = till.as(clerk, key).body(bill).post("/v1/points/redemptions");
        Response second = till.as(clerk, key).body(bill).post("/v1/points/redemptions");

        assertThat(second.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(till.available(member)).isEqualTo(70);
    }

    @Test
    void redemptionNeedsThePresenceOfThisMemberForThisBill() {
        UUID member = members.active().id();
        UUID other = members.active().id();
        till.earn(member, 100);
        UUID presence = till.presence(member);

        till.redeem(till.bill(member, till.presence(other), "B-1", 10))
                .then()
                .statusCode(409)
                .body("code", equalTo("presence-invalid"));
        till.redeem(till.bill(member, UUID.randomUUID(), "B-1", 10)).then().statusCode(409);
        till.redeem(till.bill(member, presence, "B-1", 10)).then().statusCode(201);
        till.redeem(till.bill(member, presence, "B-2", 10)).then().statusCode(409);
        assertThat(till.available(member)).isEqualTo(90);
    }

    @Test
    void refusedRedemptionLeavesThePresenceToTheNextBill() {
        UUID member = members.active().id();
        till.earn(member, 29);
        UUID presence = till.presence(member);

        till.redeem(till.bill(member, presence, "B-1", 30))
                .then()
                .statusCode(409)
                .body("code", equalTo("points-insufficient"));
        till.redeem(till.bill(member, presence, "B-2", 20)).then().statusCode(201);
        till.redeem(till.bill(member, presence, "B-2", 10))
                .then()
                .statusCode(409)
                .body("code", equalTo("points-insufficient"));
        till.redeem(till.bill(member, presence, "B-3", 9))
                .then()
                .statusCode(409)
                .body("code", equalTo("presence-invalid"));
        till.redeem(till.bill(member, presence, "B-2", 9)).then().statusCode(201);
        assertThat(till.available(member)).isZero();
    }

    @Test
    void repeatedRefusalDoesNotUseThePresenceUpEither() {
        UUID member = members.active().id();
        till.earn(member, 29);
        UUID presence = till.presence(member);
        Map<String, @Nullable Object> bill = till.bill(member, presence, "B-1", 30);
        String key = Till.key();
        String clerk = till.clerk();

        till.as(clerk, key).body(bill).post("/v1/points/redemptions").then().statusCode(409);
        till.as(clerk, key).body(bill).post("/v1/points/redemptions").then().statusCode(409);
        bill.put("points", 1);
        till.as(clerk, key).body(bill).post("/v1/points/redemptions").then().statusCode(422);

        till.redeem(till.bill(member, presence, "B-2", 20)).then().statusCode(201);
    }

    @Test
    void ofTwoBillsAtOnceOnePresenceServesOne() {
        UUID member = members.active().id();
        till.earn(member, 100);
        for (int round = 0; round < 5; round++) {
            UUID presence = till.presence(member);
            List<Integer> statuses = Parallel.run(
                    6,
                    i -> till.redeem(till.bill(member, presence, "B-" + i, 1)).statusCode());
            assertThat(statuses).containsOnly(201, 409);
            assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
        }
        assertThat(till.available(member)).isEqualTo(95);
        till.requireBalanced(member);
    }

    @Test
    void unconfirmedMembersDoNotSpend() {
        UUID member = members.unconfirmed().id();
        till.earn(member, 100);

        till.redeem(till.bill(member, till.presence(member), "B-1", 10))
                .then()
                .statusCode(409)
                .body("code", equalTo("member-unconfirmed"));
    }

    @Test
    void malformedRedemptionIsRefused() {
        UUID member = members.active().id();
        UUID presence = till.presence(member);
        till.redeem(till.bill(member, presence, "B-1", 0)).then().statusCode(400);
        Map<String, @Nullable Object> freeText = till.bill(member, presence, "B-1", 10);
        freeText.put("reason", "for Mr. Wang");
        till.redeem(freeText).then().statusCode(400).body("errors[0].pointer", equalTo("/reason"));
    }

    @Test
    void whoActsForAllStoresNamesTheStore() {
        UUID member = members.active().id();
        till.as(tokens.staffOfAllStores(Role.ADMIN), Till.key())
                .body(till.bill(member, UUID.randomUUID(), "B-1", 10))
                .post("/v1/points/redemptions")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/storeId"));
    }

    @Test
    void refundTakesBackWhatTheOrderEarnedPartByPart() {
        UUID member = members.active().id();
        UUID order = UUID.fromString(till.accrue(till.order(member, 5850)).path("entryId"));

        refund(order, "R-1", 1000L).then().statusCode(201).body("points", equalTo(-10));
        refund(order, "R-2", 60L).then().statusCode(201).body("points", equalTo(-1));
        refund(order, "R-3", null)
                .then()
                .statusCode(201)
                .body("points", equalTo(-47))
                .body("explanation.summary", equalTo("退款47.90元，-47"));
        refund(order, "R-4", null).then().statusCode(409).body("code", equalTo("reversal-exceeds-remainder"));
        refund(order, "R-5", 1L).then().statusCode(409);
        assertThat(till.available(member)).isZero();
        till.requireBalanced(member);
    }

    @Test
    void sameRefundIsBookedOnce() {
        UUID member = members.active().id();
        UUID order = till.earn(member, 58);
        String entry =
                refund(order, "R-1", 1000L).then().statusCode(201).extract().path("entryId");

        refund(order, "R-1", 1000L).then().statusCode(200).body("entryId", equalTo(entry));
        refund(order, "R-1", 2000L).then().statusCode(409).body("code", equalTo("refund-already-booked"));
        assertThat(till.available(member)).isEqualTo(48);
    }

    @Test
    void refundOfSpentPointsLeavesADebtThatEarningsPayFirst() {
        UUID member = members.active().id();
        UUID order = till.earn(member, 100);
        till.spend(member, 80);

        refund(order, "R-1", null)
                .then()
                .statusCode(201)
                .body("points", equalTo(-100))
                .body("explanation.debtMade", equalTo(80))
                .body("balance.available", equalTo(0))
                .body("balance.debt", equalTo(80));
        till.requireBalanced(member);

        till.accrue(till.order(member, 10_000))
                .then()
                .statusCode(201)
                .body("explanation.debtPaid", equalTo(80))
                .body("balance.available", equalTo(20))
                .body("balance.debt", equalTo(0));
        till.requireBalanced(member);
    }

    @Test
    void returnedRedemptionGoesBackToItsLots() {
        UUID member = members.active().id();
        till.earn(member, 40);
        till.earn(member, 60);
        UUID redemption = till.spend(member, 70);

        giveBack(redemption, "R-1", 50L).then().statusCode(201).body("points", equalTo(50));
        till.requireBalanced(member);
        giveBack(redemption, "R-1", 50L).then().statusCode(200);
        giveBack(redemption, "R-2", 21L).then().statusCode(409).body("code", equalTo("reversal-exceeds-remainder"));
        giveBack(redemption, "R-2", null).then().statusCode(201).body("points", equalTo(20));
        assertThat(till.available(member)).isEqualTo(100);
        till.requireBalanced(member);
    }

    @Test
    void unknownEntriesAndEntriesOfAnotherKindAreNotFound() {
        UUID member = members.active().id();
        UUID order = till.earn(member, 40);

        refund(UUID.randomUUID(), "R-1", null).then().statusCode(404).body("code", equalTo("entry-not-found"));
        giveBack(order, "R-1", null).then().statusCode(404);
        till.as(tokens.staff(Role.CLERK, Till.OTHER_STORE, "T-9"), Till.key())
                .body(Map.of("refundRef", "R-1", "reason", "ORDER_REFUNDED"))
                .post("/v1/points/accruals/" + order + "/reversals")
                .then()
                .statusCode(403)
                .body("code", equalTo("store-not-allowed"));
    }

    @Test
    void otherCapabilitiesSpendOncePerReferenceAndOnlyTheyTakeItBack() {
        UUID member = members.active().id();
        till.earn(member, 100);
        SpendPoints spend = new SpendPoints(member, 30, "COUPON", null, "test", Till.key());

        SpentPoints first = Till.await(() -> transactions.run(connection -> ledger.spendWithin(connection, spend)));
        SpentPoints again = Till.await(() -> transactions.run(connection -> ledger.spendWithin(connection, spend)));
        ledger.afterCommit(java.util.Set.of(member));

        assertThat(again).isEqualTo(first);
        assertThat(first.availableAfter()).isEqualTo(70);
        assertThat(till.available(member)).isEqualTo(70);
        giveBack(first.entryId(), "R-1", null).then().statusCode(404);
        till.requireBalanced(member);
    }

    private Response refund(UUID order, String refundRef, @Nullable Long amountFen) {
        return till.reverse("accruals", order, reversal(refundRef, "amountFen", amountFen));
    }

    private Response giveBack(UUID redemption, String refundRef, @Nullable Long points) {
        return till.reverse("redemptions", redemption, reversal(refundRef, "points", points));
    }

    private static Map<String, Object> reversal(String refundRef, String figure, @Nullable Long value) {
        Map<String, Object> reversal = new HashMap<>(Map.of("refundRef", refundRef, "reason", "ORDER_REFUNDED"));
        if (value != null) reversal.put(figure, value);
        return reversal;
    }
}
