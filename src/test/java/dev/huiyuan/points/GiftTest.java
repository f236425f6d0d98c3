package dev.huiyuan.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.member.NewMembers.Registered;
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
class GiftTest {
    @Inject
    Till till;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    MovableClock clock;

    private Response give(UUID from, String toMemberNo, long points) {
        return give(from, toMemberNo, points, Till.key());
    }

    private Response give(UUID from, String toMemberNo, long points, String key) {
        return till.as(tokens.member(from), key)
                .body(Map.of("toMemberNo", toMemberNo, "points", points))
                .post("/v1/me/points/transfers");
    }

    private Response takeBack(UUID gift, String ref) {
        return till.as(tokens.staffOfAllStores(Role.SERVICE), Till.key())
                .body(Map.of("refundRef", ref, "reason", "FRAUD"))
                .post("/v1/points/transfers/" + gift + "/reversals");
    }

    @Test
    void giftMovesPointsAndKeepsTheTotal() {
        Registered giver = members.active();
        Registered receiver = members.active();
        till.earn(giver.id(), 100);
        String key = Till.key();

        Response given = give(giver.id(), receiver.number(), 30, key);
        given.then()
                .statusCode(201)
                .body("points", equalTo(-30))
                .body("explanation.summary", equalTo("转赠给其他会员，-30"))
                .body("balance.available", equalTo(70));

        assertThat(till.available(receiver.id())).isEqualTo(30);
        assertThat(give(giver.id(), receiver.number(), 30, key).asByteArray()).isEqualTo(given.asByteArray());
        assertThat(till.available(receiver.id())).isEqualTo(30);
        till.requireBalanced(giver.id());
        till.requireBalanced(receiver.id());
    }

    @Test
    void giftIsRefusedWithoutThePointsToOneselfAndToNobody() {
        Registered giver = members.active();
        Registered receiver = members.active();
        till.earn(giver.id(), 10);
        give(giver.id(), receiver.number(), 11).then().statusCode(409).body("code", equalTo("points-insufficient"));
        give(giver.id(), giver.number(), 5).then().statusCode(422).body("code", equalTo("same-member"));
        give(giver.id(), "1234567890123", 5).then().statusCode(409).body("code", equalTo("receiver-not-available"));
        give(giver.id(), receiver.number(), 0).then().statusCode(400);
        assertThat(till.available(giver.id())).isEqualTo(10);
        assertThat(till.available(receiver.id())).isZero();
    }

    @Test
    void whoCannotGiveIsToldTheSameWhateverTheNumber() {
        Registered poor = members.active();
        Registered receiver = members.active();
        String key = Till.key();
        for (String number : List.of("1234567890123", receiver.number())) {
            give(poor.id(), number, 1).then().statusCode(409).body("code", equalTo("points-insufficient"));
        }
        assertThat(give(poor.id(), "1234567890123", 1, key).header("Idempotency-Replayed"))
                .isNull();
        assertThat(give(poor.id(), "1234567890123", 1, key).header("Idempotency-Replayed"))
                .isEqualTo("true");
        till.earn(poor.id(), 10_000);
        give(poor.id(), "1234567890123", 2_001).then().statusCode(409).body("code", equalTo("transfer-limit-reached"));
        for (int i = 0; i < 5; i++) give(poor.id(), receiver.number(), 1).then().statusCode(201);
        give(poor.id(), "1234567890123", 1).then().statusCode(409).body("code", equalTo("transfer-limit-reached"));
    }

    @Test
    void tenNumbersThatNobodyHasEndTheGiftsOfTheDay() {
        Registered giver = members.active();
        Registered receiver = members.active();
        till.earn(giver.id(), 100);

        List<Integer> answers = Parallel.run(
                14, i -> give(giver.id(), "12345678901" + (10 + i), 1).statusCode());

        assertThat(answers.stream().filter(status -> status == 409)).hasSize(10);
        assertThat(answers.stream().filter(status -> status == 429)).hasSize(4);
        give(giver.id(), receiver.number(), 1).then().statusCode(429);
        clock.advance(Duration.ofDays(1));
        give(giver.id(), receiver.number(), 1).then().statusCode(201);
    }

    @Test
    void unconfirmedMembersReceiveAndDoNotGive() {
        Registered unconfirmed = members.unconfirmed();
        Registered other = members.active();
        till.earn(unconfirmed.id(), 10);
        till.earn(other.id(), 10);
        give(unconfirmed.id(), other.number(), 5).then().statusCode(409).body("code", equalTo("member-unconfirmed"));
        give(other.id(), unconfirmed.number(), 5).then().statusCode(201);
        till.requireBalanced(unconfirmed.id());
    }

    @Test
    void aDayHasItsLimitsOfPointsAndOfGifts() {
        Registered rich = members.active();
        Registered generous = members.active();
        Registered receiver = members.active();
        till.earn(rich.id(), 5_000);
        till.earn(generous.id(), 100);
        give(rich.id(), receiver.number(), 1_500).then().statusCode(201);
        give(rich.id(), receiver.number(), 501).then().statusCode(409).body("code", equalTo("transfer-limit-reached"));
        give(rich.id(), receiver.number(), 500).then().statusCode(201);
        for (int i = 0; i < 5; i++)
            give(generous.id(), receiver.number(), 1).then().statusCode(201);
        give(generous.id(), receiver.number(), 1).then().statusCode(409);

        clock.advance(Duration.ofDays(1));
        give(rich.id(), receiver.number(), 2_000).then().statusCode(201);
        till.requireBalanced(rich.id());
        till.requireBalanced(receiver.id());
    }

    @Test
    void limitsHoldUnderParallelGifts() {
        Registered giver = members.active();
        Registered receiver = members.active();
        till.earn(giver.id(), 100);

        List<Integer> answers =
                Parallel.run(20, i -> give(giver.id(), receiver.number(), 10).statusCode());

        assertThat(answers.stream().filter(status -> status == 201)).hasSize(5);
        assertThat(till.available(giver.id())).isEqualTo(50);
        assertThat(till.available(receiver.id())).isEqualTo(50);
    }

    @Test
    void giftIsTakenBackOnceAndTheReceiverOwesWhatIsSpent() {
        Registered giver = members.active();
        Registered receiver = members.active();
        till.earn(giver.id(), 100);
        UUID gift = UUID.fromString(give(giver.id(), receiver.number(), 60).path("entryId"));
        till.spend(receiver.id(), 25);

        List<Integer> answers = Parallel.run(2, i -> takeBack(gift, "T-" + i).statusCode());

        assertThat(answers).containsExactlyInAnyOrder(201, 409);
        assertThat(till.available(giver.id())).isEqualTo(100);
        assertThat(till.available(receiver.id())).isZero();
        assertThat(till.balance(receiver.id(), "debt")).isEqualTo(25);
        till.requireBalanced(giver.id());
        till.requireBalanced(receiver.id());
    }

    @Test
    void onlySupportTakesGiftsBack() {
        Registered giver = members.active();
        Registered receiver = members.active();
        till.earn(giver.id(), 10);
        UUID gift = UUID.fromString(give(giver.id(), receiver.number(), 5).path("entryId"));
        till.as(till.clerk(), Till.key())
                .body(Map.of("refundRef", "T-1", "reason", "FRAUD"))
                .post("/v1/points/transfers/" + gift + "/reversals")
                .then()
                .statusCode(403);
        takeBack(UUID.randomUUID(), "T-1").then().statusCode(404);
        assertThat(till.available(receiver.id())).isEqualTo(5);
    }

    @Test
    void giftsInBothDirectionsAtOnceDoNotLockEachOtherOut() {
        Registered one = members.active();
        Registered other = members.active();
        till.earn(one.id(), 100);
        till.earn(other.id(), 100);

        List<Integer> answers = Parallel.run(
                10,
                i -> (i % 2 == 0 ? give(one.id(), other.number(), 10) : give(other.id(), one.number(), 10))
                        .statusCode());

        assertThat(answers).containsOnly(201);
        assertThat(till.available(one.id())).isEqualTo(100);
        assertThat(till.available(other.id())).isEqualTo(100);
    }
}
