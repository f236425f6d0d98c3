package dev.huiyuan.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import dev.huiyuan.testing.Parallel;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class HoldTest {
    @Inject
    Till till;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    MovableClock clock;

    private Response hold(UUID member, long points) {
        return till.as(till.clerk(), Till.key())
                .body(till.bill(member, till.presence(member), "B-" + Till.key(), points))
                .post("/v1/points/holds");
    }

    private UUID held(UUID member, long points) {
        Response answer = hold(member, points);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return UUID.fromString(answer.path("entryId"));
    }

    private Response settle(UUID hold, String how, Map<String, ?> body) {
        return till.as(till.clerk(), Till.key()).body(body).post("/v1/points/holds/" + hold + "/" + how);
    }

    @Test
    void heldPointsCannotBeSpentAndCaptureSpendsThem() {
        UUID member = members.active().id();
        till.earn(member, 100);

        Response hold = hold(member, 80);
        hold.then()
                .statusCode(201)
                .body("points", equalTo(0))
                .body("explanation.at", notNullValue())
                .body("explanation.summary", equalTo("预扣80分"))
                .body("balance.available", equalTo(20))
                .body("balance.held", equalTo(80));
        till.redeem(till.bill(member, till.presence(member), "B-2", 21))
                .then()
                .statusCode(409)
                .body("code", equalTo("points-insufficient"));

        settle(UUID.fromString(hold.path("entryId")), "captures", Map.of())
                .then()
                .statusCode(201)
                .body("points", equalTo(-80))
                .body("balance.available", equalTo(20))
                .body("balance.held", equalTo(0));
        till.requireBalanced(member);
    }

    @Test
    void captureOfAPartReturnsTheRestAndNoMoreThanWasHeldIsCaptured() {
        UUID member = members.active().id();
        till.earn(member, 100);
        UUID hold = held(member, 80);

        settle(hold, "captures", Map.of("points", 81))
                .then()
                .statusCode(422)
                .body("code", equalTo("capture-exceeds-hold"));
        settle(hold, "captures", Map.of("points", 30))
                .then()
                .statusCode(201)
                .body("points", equalTo(-30))
                .body("balance.available", equalTo(70));
        settle(hold, "captures", Map.of("points", 30)).then().statusCode(200);
        settle(hold, "captures", Map.of("points", 50)).then().statusCode(409).body("code", equalTo("hold-not-open"));
        settle(hold, "releases", Map.of()).then().statusCode(409).body("code", equalTo("hold-not-open"));
        till.requireBalanced(member);
    }

    @Test
    void capturedPointsReturnToTheLotsThatTheHoldTookThemFrom() {
        UUID member = members.active().id();
        till.earn(member, 60);
        till.earn(member, 40);
        UUID hold = held(member, 90);
        UUID capture =
                UUID.fromString(settle(hold, "captures", Map.of("points", 70)).path("entryId"));

        till.reverse("redemptions", capture, Map.of("refundRef", "R-1", "points", 50, "reason", "REWARD_CANCELLED"))
                .then()
                .statusCode(201)
                .body("points", equalTo(50))
                .body("balance.available", equalTo(80));
        till.reverse("redemptions", capture, Map.of("refundRef", "R-2", "points", 21, "reason", "REWARD_CANCELLED"))
                .then()
                .statusCode(409)
                .body("code", equalTo("reversal-exceeds-remainder"));
        till.reverse("redemptions", capture, Map.of("refundRef", "R-3", "reason", "REWARD_CANCELLED"))
                .then()
                .statusCode(201)
                .body("points", equalTo(20));
        assertThat(till.available(member)).isEqualTo(100);
        till.requireBalanced(member);
    }

    @Test
    void releaseReturnsEverythingOnce() {
        UUID member = members.active().id();
        till.earn(member, 100);
        UUID hold = held(member, 100);

        settle(hold, "releases", Map.of())
                .then()
                .statusCode(201)
                .body("points", equalTo(0))
                .body("balance.available", equalTo(100));
        settle(hold, "releases", Map.of()).then().statusCode(200).body("balance.available", equalTo(100));
        settle(hold, "captures", Map.of()).then().statusCode(409).body("code", equalTo("hold-not-open"));
        till.requireBalanced(member);
    }

    @Test
    void holdThatNobodyCapturesInTimeReturnsByItself() {
        UUID member = members.active().id();
        till.earn(member, 100);
        UUID hold = held(member, 70);
        clock.advance(Duration.ofMinutes(14));
        assertThat(till.available(member)).isEqualTo(30);

        clock.advance(Duration.ofMinutes(1));

        assertThat(till.available(member)).isEqualTo(100);
        assertThat(till.balance(member, "held")).isZero();
        settle(hold, "captures", Map.of()).then().statusCode(409).body("code", equalTo("hold-not-open"));
        till.spend(member, 100);
        till.requireBalanced(member);
    }

    @Test
    void releaseOfAHoldThatHasTimedOutFindsItReleasedWhetherAJobHasRunOrNot() {
        UUID member = members.active().id();
        till.earn(member, 100);
        UUID hold = held(member, 70);
        clock.advance(Duration.ofMinutes(15));

        String entryId = settle(hold, "releases", Map.of())
                .then()
                .statusCode(200)
                .body("points", equalTo(0))
                .extract()
                .path("entryId");
        settle(hold, "releases", Map.of()).then().statusCode(200).body("entryId", equalTo(entryId));

        assertThat(till.available(member)).isEqualTo(100);
        till.requireBalanced(member);
    }

    @Test
    void holdIsRefusedWithoutThePointsAndWithoutThePresence() {
        UUID member = members.active().id();
        till.earn(member, 10);
        hold(member, 11).then().statusCode(409).body("code", equalTo("points-insufficient"));
        till.as(till.clerk(), Till.key())
                .body(till.bill(member, UUID.randomUUID(), "B-1", 5))
                .post("/v1/points/holds")
                .then()
                .statusCode(409)
                .body("code", equalTo("presence-invalid"));
        assertThat(till.balance(member, "held")).isZero();
    }

    @Test
    void onlyTheStoreOfAHoldSettlesIt() {
        UUID member = members.active().id();
        till.earn(member, 10);
        UUID hold = held(member, 10);
        till.as(tokens.staff(Role.CLERK, Till.OTHER_STORE, "T-9"), Till.key())
                .body(Map.of())
                .post("/v1/points/holds/" + hold + "/captures")
                .then()
                .statusCode(403)
                .body("code", equalTo("store-not-allowed"));
        settle(UUID.randomUUID(), "releases", Map.of()).then().statusCode(404).body("code", equalTo("entry-not-found"));
        assertThat(till.balance(member, "held")).isEqualTo(10);
    }

    @Test
    void captureAndReleaseAtOnceLetExactlyOneWin() {
        for (int round = 0; round < 10; round++) {
            UUID member = members.active().id();
            till.earn(member, 50);
            UUID hold = held(member, 50);

            List<Integer> answers = Parallel.run(
                    8,
                    i -> settle(hold, i % 2 == 0 ? "captures" : "releases", Map.of())
                            .statusCode());

            assertThat(answers.stream().filter(status -> status == 201)).hasSize(1);
            assertThat(till.balance(member, "held")).isZero();
            assertThat(till.available(member)).isIn(0L, 50L);
            till.requireBalanced(member);
        }
    }
}
