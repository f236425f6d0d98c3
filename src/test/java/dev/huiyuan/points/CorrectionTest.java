package dev.huiyuan.points;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.points.core.Balance;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.Await;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.Parallel;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What staff do to accounts by hand, alone and in pairs. */
@HuiyuanTest
class CorrectionTest {
    private static final int LIMIT = 5_000;

    @Inject
    Till till;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    Pool pool;

    @Test
    void oneAdjustsUpToTheLimit() {
        UUID member = members.active().id();
        adjust(staff(Role.MANAGER), member, LIMIT)
                .then()
                .statusCode(201)
                .body("points", equalTo(LIMIT))
                .body("balance.available", equalTo(LIMIT))
                .body("explanation.approvalId", nullValue());
        adjust(staff(Role.SERVICE), member, -1_200).then().statusCode(201).body("balance.available", equalTo(3_800));

        assertThat(till.available(member)).isEqualTo(3_800);
        given().auth()
                .oauth2(tokens.member(member))
                .get("/v1/me/points/entries")
                .then()
                .body("items[0].type", equalTo("ADJUSTMENT"))
                .body("items[0].reason", equalTo("GOODWILL"));
        till.requireBalanced(member);
    }

    @Test
    void aboveTheLimitASecondPersonDecides() {
        UUID member = members.active().id();
        String requester = staff(Role.MANAGER);
        String approval = adjust(requester, member, LIMIT + 1)
                .then()
                .statusCode(202)
                .body("kind", equalTo("points-adjustment"))
                .body("state", equalTo("OPEN"))
                .body("expiresAt", notNullValue())
                .extract()
                .path("approvalId");
        assertThat(till.available(member)).isZero();
        decide(requester, approval, "APPROVE").then().statusCode(403).body("code", equalTo("own-request"));
        String approver = staff(Role.ADMIN);

        String entry = decide(approver, approval, "APPROVE")
                .then()
                .statusCode(201)
                .body("payload.points", equalTo(LIMIT + 1))
                .extract()
                .path("result.entryId");

        assertThat(till.available(member)).isEqualTo(LIMIT + 1);
        Row booked = entry(entry);
        assertThat(booked.getString("actor")).isEqualTo("staff:" + TestTokens.subject(requester));
        JsonObject explanation = new JsonObject(booked.getString("explanation"));
        assertThat(explanation.getString("approvalId")).isEqualTo(approval);
        assertThat(explanation.getString("approvedBy")).isEqualTo(TestTokens.subject(approver));
        till.requireBalanced(member);
    }

    @Test
    void manySmallAdjustmentsOfOnePersonNeedASecondOneAsWell() {
        List<UUID> some = members.many(8);
        String one = staff(Role.SERVICE);

        List<Integer> answers =
                Parallel.run(8, i -> adjust(one, some.get(i), LIMIT / 4).statusCode());

        assertThat(answers.stream().filter(status -> status == 201)).hasSize(4);
        assertThat(answers.stream().filter(status -> status == 202)).hasSize(4);
        assertThat(some.stream().mapToLong(till::available).sum()).isEqualTo(LIMIT);
        // Neither does what is taken away make room, nor what was refused take it.
        UUID member = members.active().id();
        String other = staff(Role.SERVICE);
        adjust(other, member, -1).then().statusCode(409);
        adjust(other, member, LIMIT).then().statusCode(201);
        adjust(other, member, -1).then().statusCode(202);
        adjust(staff(Role.SERVICE), member, -1).then().statusCode(201);
    }

    @Test
    void rejectedAdjustmentChangesNothing() {
        UUID member = members.active().id();
        String approval = adjust(staff(Role.SERVICE), member, 9_000).path("approvalId");
        decide(staff(Role.REGIONAL), approval, "REJECT").then().statusCode(201).body("state", equalTo("REJECTED"));
        assertThat(till.available(member)).isZero();
        decide(staff(Role.ADMIN), approval, "APPROVE").then().statusCode(409);
        assertThat(till.available(member)).isZero();
    }

    @Test
    void approvedAdjustmentThatIsNotCoveredAnyMoreStaysOpen() {
        UUID member = members.active().id();
        for (int i = 0; i < 2; i++)
            adjust(staff(Role.ADMIN), member, LIMIT).then().statusCode(201);
        String approval = adjust(staff(Role.ADMIN), member, -6_000).path("approvalId");
        adjust(staff(Role.ADMIN), member, -LIMIT).then().statusCode(201);

        decide(staff(Role.ADMIN), approval, "APPROVE")
                .then()
                .statusCode(409)
                .body("code", equalTo("points-insufficient"));

        assertThat(till.available(member)).isEqualTo(LIMIT);
        adjust(staff(Role.ADMIN), member, LIMIT).then().statusCode(201);
        decide(staff(Role.ADMIN), approval, "APPROVE").then().statusCode(201);
        assertThat(till.available(member)).isEqualTo(4_000);
        till.requireBalanced(member);
    }

    @Test
    void impossibleAdjustmentsAreRefused() {
        UUID member = members.active().id();
        adjust(staff(Role.ADMIN), member, 10).then().statusCode(201);
        adjust(staff(Role.ADMIN), member, 0).then().statusCode(400).body("errors[0].pointer", equalTo("/points"));
        adjust(staff(Role.ADMIN), member, -11).then().statusCode(409).body("code", equalTo("points-insufficient"));
        adjust(staff(Role.ADMIN), member, Balance.LIMIT + 1).then().statusCode(400);
        adjust(staff(Role.ADMIN), member, Long.MIN_VALUE).then().statusCode(400);
        String overflow = adjust(staff(Role.ADMIN), member, Balance.LIMIT).path("approvalId");
        decide(staff(Role.ADMIN), overflow, "APPROVE")
                .then()
                .statusCode(409)
                .body("code", equalTo("points-limit-reached"));
        for (long points : new long[] {10, 10_000}) {
            adjust(staff(Role.ADMIN), UUID.randomUUID(), points)
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("member-not-found"));
            for (String role : List.of(Role.CLERK, Role.MARKETING, Role.AUDITOR)) {
                adjust(staff(role), member, points).then().statusCode(403);
            }
            adjust(tokens.member(member), member, points).then().statusCode(403);
        }
        post(staff(Role.ADMIN), "adjustments", Map.of("memberId", member, "points", 5, "reason", "because I say so"))
                .then()
                .statusCode(400);
        assertThat(till.available(member)).isEqualTo(10);
        till.requireBalanced(member);
    }

    @Test
    void sameAdjustmentTwentyTimesHasOneEffect() {
        UUID member = members.active().id();
        String admin = staff(Role.ADMIN);
        String key = Till.key();

        List<Response> answers = Parallel.run(
                20,
                i -> till.as(admin, key)
                        .body(Map.of("memberId", member, "points", 30, "reason", "GOODWILL"))
                        .post("/v1/points/adjustments"));

        assertThat(answers).allMatch(answer -> answer.statusCode() == 201);
        assertThat(answers.stream().map(Response::asString).distinct()).hasSize(1);
        assertThat(till.available(member)).isEqualTo(30);
    }

    @Test
    void tenApproversOfOneAdjustmentBookItOnce() {
        UUID member = members.active().id();
        String approval = adjust(staff(Role.ADMIN), member, 6_000).path("approvalId");

        List<Response> answers = Parallel.run(10, i -> decide(staff(Role.ADMIN), approval, "APPROVE"));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(answers).allMatch(answer -> answer.statusCode() < 500);
        assertThat(till.available(member)).isEqualTo(6_000);
        till.requireBalanced(member);
    }

    @Test
    void frozenAccountEarnsButSpendsNothing() {
        UUID member = members.active().id();
        till.earn(member, 100);
        freeze("freezes", member).then().statusCode(201).body("points", equalTo(0));
        freeze("freezes", member).then().statusCode(409).body("code", equalTo("account-frozen"));

        till.redeem(till.bill(member, till.presence(member), "B-" + Till.key(), 10))
                .then()
                .statusCode(409)
                .body("code", equalTo("account-frozen"));
        till.earn(member, 5);
        adjust(staff(Role.ADMIN), member, -5).then().statusCode(201);

        freeze("unfreezes", member).then().statusCode(201);
        freeze("unfreezes", member).then().statusCode(409).body("code", equalTo("account-not-frozen"));
        till.spend(member, 100);
        assertThat(till.available(member)).isZero();
        till.requireBalanced(member);
    }

    @Test
    void freezingIsForThoseWhoMay() {
        UUID member = members.active().id();
        for (String route : List.of("freezes", "unfreezes")) {
            Map<String, Object> body = Map.of("memberId", member, "reason", "FRAUD");
            post(staff(Role.CLERK), route, body).then().statusCode(403);
            post(tokens.member(member), route, body).then().statusCode(403);
            post(staff(Role.ADMIN), route, Map.of("memberId", UUID.randomUUID(), "reason", "FRAUD"))
                    .then()
                    .statusCode(404);
            post(staff(Role.ADMIN), route, Map.of("memberId", member)).then().statusCode(400);
        }
    }

    @Test
    void accountsAreMergedAndParted() {
        UUID old = members.active().id();
        UUID survivor = members.active().id();
        till.earn(old, 70);
        till.earn(survivor, 30);
        String requester = staff(Role.SERVICE);
        String approval =
                merge(requester, old, survivor).then().statusCode(202).extract().path("approvalId");
        assertThat(till.available(survivor)).isEqualTo(30);
        decide(requester, approval, "APPROVE").then().statusCode(403);
        decide(staff(Role.MANAGER), approval, "APPROVE").then().statusCode(404);

        String entry = decide(staff(Role.ADMIN), approval, "APPROVE")
                .then()
                .statusCode(201)
                .body("result.points", equalTo(-70))
                .extract()
                .path("result.entryId");

        assertThat(till.available(survivor)).isEqualTo(100);
        assertThat(entry(entry).getString("actor")).isEqualTo("staff:" + TestTokens.subject(requester));
        String again = merge(requester, old, survivor).path("approvalId");
        decide(staff(Role.ADMIN), again, "APPROVE").then().statusCode(409).body("code", equalTo("account-merged"));
        String undo =
                reverseMerge(requester, entry).then().statusCode(202).extract().path("approvalId");
        decide(staff(Role.ADMIN), undo, "APPROVE").then().statusCode(201);
        assertThat(till.available(old)).isEqualTo(70);
        assertThat(till.available(survivor)).isEqualTo(30);
        reverseMerge(requester, entry).then().statusCode(409).body("code", equalTo("not-merged"));
        till.requireBalanced(old);
        till.requireBalanced(survivor);
    }

    @Test
    void refundsBetweenAMergeAndItsUndoAreTheOldAccountsAndWhatWasSpentIsTheSurvivorsDebt() {
        UUID old = members.active().id();
        UUID survivor = members.active().id();
        UUID order = till.earn(old, 70);
        till.earn(survivor, 30);
        String approval = merge(staff(Role.ADMIN), old, survivor).path("approvalId");
        String entry = decide(staff(Role.ADMIN), approval, "APPROVE").path("result.entryId");
        till.reverse("accruals", order, Map.of("refundRef", "R-1", "amountFen", 2_000, "reason", "ORDER_REFUNDED"))
                .then()
                .statusCode(201);
        till.spend(survivor, 60);
        String undo = reverseMerge(staff(Role.ADMIN), entry).path("approvalId");

        decide(staff(Role.ADMIN), undo, "APPROVE").then().statusCode(201);

        assertThat(till.available(old)).isEqualTo(20);
        assertThat(till.balance(survivor, "debt")).isEqualTo(30);
        assertThat(till.available(survivor)).isZero();
        till.requireBalanced(old);
        till.requireBalanced(survivor);
    }

    @Test
    void mergeIsUndoneOnceHoweverManyAsk() {
        UUID old = members.active().id();
        UUID survivor = members.active().id();
        till.earn(old, 70);
        String approval = merge(staff(Role.ADMIN), old, survivor).path("approvalId");
        String entry = decide(staff(Role.ADMIN), approval, "APPROVE").path("result.entryId");
        List<String> undos = List.of(
                reverseMerge(staff(Role.ADMIN), entry).path("approvalId"),
                reverseMerge(staff(Role.ADMIN), entry).path("approvalId"));

        List<Response> answers = Parallel.run(2, i -> decide(staff(Role.ADMIN), undos.get(i), "APPROVE"));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
                .hasSize(1);
        assertThat(till.available(old)).isEqualTo(70);
        assertThat(till.available(survivor)).isZero();
        till.requireBalanced(old);
        till.requireBalanced(survivor);
    }

    @Test
    void impossibleMergesAreRefused() {
        UUID member = members.active().id();
        merge(staff(Role.ADMIN), member, member).then().statusCode(422).body("code", equalTo("same-member"));
        merge(staff(Role.ADMIN), member, UUID.randomUUID()).then().statusCode(404);
        merge(staff(Role.ADMIN), UUID.randomUUID(), member).then().statusCode(404);
        merge(staff(Role.MANAGER), member, members.active().id()).then().statusCode(403);
        reverseMerge(staff(Role.ADMIN), UUID.randomUUID().toString())
                .then()
                .statusCode(404)
                .body("code", equalTo("entry-not-found"));
        reverseMerge(staff(Role.ADMIN), till.earn(member, 5).toString()).then().statusCode(404);
        reverseMerge(staff(Role.REGIONAL), UUID.randomUUID().toString()).then().statusCode(403);
    }

    private Response adjust(String token, UUID member, long points) {
        return post(token, "adjustments", Map.of("memberId", member, "points", points, "reason", "GOODWILL"));
    }

    private Response freeze(String route, UUID member) {
        return post(staff(Role.MANAGER), route, Map.of("memberId", member, "reason", "SUSPECTED_FRAUD"));
    }

    private Response merge(String token, UUID from, UUID into) {
        return post(token, "merges", Map.of("fromMemberId", from, "intoMemberId", into, "reason", "REGISTERED_TWICE"));
    }

    private Response reverseMerge(String token, String entry) {
        return post(token, "merges/" + entry + "/reversals", Map.of("reason", "DIFFERENT_PERSONS"));
    }

    private Response post(String token, String route, Map<String, ?> body) {
        return till.as(token, Till.key()).body(body).post("/v1/points/" + route);
    }

    private Response decide(String token, String approval, String decision) {
        return till.as(token, Till.key())
                .body(Map.of("decision", decision, "reason", "LOOKED_INTO"))
                .post("/v1/approvals/" + approval + "/decisions");
    }

    private String staff(String role) {
        return tokens.staff(role, Till.STORE, Till.key());
    }

    private Row entry(String id) {
        return Await.result(() -> pool.preparedQuery(
                                "select actor, explanation::text as explanation from points_entry where id = $1")
                        .execute(Tuple.of(UUID.fromString(id))))
                .iterator()
                .next();
    }
}
