package dev.huiyuan.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.identity.Presences;
import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused takes nothing and uses nothing up: the same put right is accepted afterwards. */
@HuiyuanTest
class SpendingRefusalTest {
    @Inject
    Till till;

    @Inject
    NewMembers members;

    @Inject
    Stores stores;

    @Inject
    TestTokens tokens;

    @Inject
    Presences presences;

    @Inject
    Transactions transactions;

    @Inject
    MovableClock clock;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "points":30,"tip":1          | 400 | validation-failed
            "points":null                | 400 | validation-failed
            "points":"30"                | 400 | validation-failed
            "points":30.5                | 400 | validation-failed
            "points":true                | 400 | validation-failed
            "points":-1                  | 400 | validation-failed
            "points":0                   | 400 | validation-failed
            "points":9007199254740992    | 400 | validation-failed
            "points":101                 | 409 | points-insufficient
            "points":30,"points":30      | 400 | request-malformed
            "points":30,                 | 400 | request-malformed
            """)
    void redemptionIsRefused(String points, int status, String code) {
        UUID member = members.active().id();
        till.earn(member, 100);
        UUID presence = till.presence(member);
        String start = """
                {"memberId":"%s","presenceId":"%s","reason":"SIDE_DISH",""".formatted(member, presence);

        send(start + "\"orderRef\":\"B-1\"," + points + "}")
                .then()
                .statusCode(status)
                .body("code", equalTo(code));
        assertThat(till.available(member)).isEqualTo(100);

        send(start + "\"orderRef\":\"B-2\",\"points\":30}").then().statusCode(201);
        assertThat(till.available(member)).isEqualTo(70);
    }

    private Response send(String json) {
        return till.as(till.clerk(), Till.key()).body(json).post("/v1/points/redemptions");
    }

    @Test
    void memberAndStoreMustBeRight() {
        UUID member = members.active().id();
        till.earn(member, 100);
        UUID presence = till.presence(member);

        till.redeem(till.bill(UUID.randomUUID(), presence, "B-1", 10))
                .then()
                .statusCode(404)
                .body("code", equalTo("member-not-found"));
        Map<String, @Nullable Object> elsewhere = till.bill(member, presence, "B-1", 10);
        elsewhere.put("storeId", Till.OTHER_STORE);
        till.redeem(elsewhere).then().statusCode(403).body("code", equalTo("store-not-allowed"));
        elsewhere.put("storeId", UUID.randomUUID());
        redeemAsAdmin(elsewhere).then().statusCode(422).body("code", equalTo("store-unknown"));
        assertThat(till.available(member)).isEqualTo(100);

        till.redeem(till.bill(member, presence, "B-2", 10)).then().statusCode(201);
        assertThat(till.available(member)).isEqualTo(90);
    }

    @Test
    void refusalOfAClosedStoreLeavesThePresence() {
        UUID member = members.active().id();
        till.earn(member, 100);
        UUID store = stores.open();
        UUID presence = Till.await(() -> transactions.run(c -> presences.open(c, member, store, "test-terminal")))
                .id();
        Map<String, @Nullable Object> bill = till.bill(member, presence, "B-1", 10);
        bill.put("storeId", store);
        stores.change(store, 1, false);
        redeemAsAdmin(bill).then().statusCode(422).body("code", equalTo("store-unknown"));

        stores.change(store, 2, true);
        bill.put("orderRef", "B-2");
        redeemAsAdmin(bill).then().statusCode(201);
        assertThat(till.available(member)).isEqualTo(90);
    }

    private Response redeemAsAdmin(Map<String, ?> bill) {
        return till.as(tokens.staffOfAllStores(Role.ADMIN), Till.key())
                .body(bill)
                .post("/v1/points/redemptions");
    }

    @Test
    void presenceOfAnotherTillIsRefused() {
        UUID member = members.active().id();
        till.earn(member, 100);
        Map<String, @Nullable Object> bill = till.bill(member, till.presence(member), "B-1", 10);

        till.as(tokens.staff(Role.CLERK, Till.STORE, "T-2"), Till.key())
                .body(bill)
                .post("/v1/points/redemptions")
                .then()
                .statusCode(409)
                .body("code", equalTo("presence-invalid"));
        assertThat(till.available(member)).isEqualTo(100);

        till.redeem(bill).then().statusCode(201);
    }

    @Test
    void presenceExpires() {
        UUID member = members.active().id();
        till.earn(member, 100);
        UUID expired = presenceOf(member, Duration.ofMinutes(31));
        UUID older = presenceOf(member, Duration.ofMinutes(29));

        till.redeem(till.bill(member, expired, "B-1", 10))
                .then()
                .statusCode(409)
                .body("code", equalTo("presence-invalid"));
        assertThat(till.available(member)).isEqualTo(100);

        till.redeem(till.bill(member, older, "B-1", 10)).then().statusCode(201);
    }

    private UUID presenceOf(UUID member, Duration age) {
        clock.advance(age.negated());
        UUID presence = till.presence(member);
        clock.reset();
        return presence;
    }

    @Test
    void reusedKeyWithAnotherRedemptionIsRefused() {
        UUID member = members.active().id();
        till.earn(member, 100);
        Map<String, @Nullable Object> bill = till.bill(member, till.presence(member), "B-1", 10);
        String key = Till.key();
        String clerk = till.clerk();
        till.as(clerk, key).body(bill).post("/v1/points/redemptions").then().statusCode(201);

        bill.put("points", 20);
        till.as(clerk, key)
                .body(bill)
                .post("/v1/points/redemptions")
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
        assertThat(till.available(member)).isEqualTo(90);

        till.redeem(bill).then().statusCode(201);
        assertThat(till.available(member)).isEqualTo(70);
    }

    @ParameterizedTest
    @CsvSource({"accruals, amountFen, 90, 80", "redemptions, points, 71, 73"})
    void reusedKeyWithAnotherReversalIsRefused(String kind, String figure, long afterFirst, long afterSecond) {
        UUID member = members.active().id();
        UUID order = till.earn(member, 100);
        boolean accrual = kind.equals("accruals");
        UUID entry = accrual ? order : till.spend(member, 30);
        int amount = accrual ? 1000 : 1;
        String path = "/v1/points/" + kind + "/" + entry + "/reversals";
        String key = Till.key();
        String clerk = till.clerk();
        till.as(clerk, key)
                .body(reversal("R-1", figure, amount))
                .post(path)
                .then()
                .statusCode(201);

        till.as(clerk, key)
                .body(reversal("R-2", figure, amount))
                .post(path)
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
        assertThat(till.available(member)).isEqualTo(afterFirst);

        int second = accrual ? amount : 2;
        till.reverse(kind, entry, reversal("R-2", figure, second)).then().statusCode(201);
        assertThat(till.available(member)).isEqualTo(afterSecond);
    }

    private static Map<String, Object> reversal(String refundRef, String figure, int amount) {
        return Map.of("refundRef", refundRef, "reason", "ORDER_REFUNDED", figure, amount);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            accruals    | "refundRef":"R-1","amountFen":0
            accruals    | "refundRef":"R-1","amountFen":-1
            accruals    | "refundRef":"R-1","amountFen":"100"
            accruals    | "refundRef":"R-1","points":1
            accruals    | "amountFen":100
            accruals    | "refundRef":"","amountFen":100
            redemptions | "refundRef":"R-1","points":0
            redemptions | "refundRef":"R-1","points":-1
            redemptions | "refundRef":"R-1","points":"1"
            redemptions | "refundRef":"R-1","amountFen":100
            redemptions | "points":1
            redemptions | "refundRef":"","points":1
            """)
    void malformedReversalIsRefused(String kind, String content) {
        UUID member = members.active().id();
        UUID order = till.earn(member, 100);
        UUID redemption = till.spend(member, 30);
        UUID entry = kind.equals("accruals") ? order : redemption;

        till.as(till.clerk(), Till.key())
                .body("{\"reason\":\"ORDER_REFUNDED\"," + content + "}")
                .post("/v1/points/" + kind + "/" + entry + "/reversals")
                .then()
                .statusCode(400)
                .body("code", equalTo("validation-failed"));
        assertThat(till.available(member)).isEqualTo(70);

        till.reverse(kind, entry, Map.of("refundRef", "R-1", "reason", "ORDER_REFUNDED"))
                .then()
                .statusCode(201);
        till.requireBalanced(member);
    }
}
