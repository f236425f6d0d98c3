package dev.huiyuan.shared.approval;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.outbox.OutboxEvent;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.Await;
import dev.huiyuan.testing.HeardEvents;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import dev.huiyuan.testing.Parallel;
import dev.huiyuan.testing.StaffTokens;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class ApprovalsTest {
    @Inject
    Approvals approvals;

    @Inject
    TestKind kind;

    @Inject
    Events events;

    @Inject
    ApprovalClosing closing;

    @Inject
    ApprovalCleaner cleaner;

    @Inject
    Transactions transactions;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    MovableClock clock;

    @Inject
    Pool pool;

    @AfterEach
    void reset() {
        clock.reset();
        kind.refuses = false;
    }

    @Test
    void effectAndDecisionCommitTogether() {
        UUID approval = open(null, "staff:somebody");

        decide(admin(), approval, "APPROVE")
                .then()
                .statusCode(201)
                .body("state", equalTo("APPROVED"))
                .body("payload.figure", equalTo(7))
                .body("result.asked", equalTo(7));

        assertThat(effects(approval)).isOne();
        assertThat(kind.visible).contains(approval);
        org.awaitility.Awaitility.await().until(() -> events.topics(approval).size() == 2);
        assertThat(events.topics(approval)).containsExactly("approval.requested.v1", "approval.decided.v1");
    }

    @Test
    void refusedEffectLeavesItOpen() {
        UUID approval = open(null, "staff:somebody");
        kind.refuses = true;
        decide(admin(), approval, "APPROVE").then().statusCode(409).body("code", equalTo("points-insufficient"));

        assertThat(effects(approval)).isZero();
        assertThat(kind.visible).doesNotContain(approval);
        read(admin(), approval).then().body("state", equalTo("OPEN")).body("decidedBy", nullValue());

        kind.refuses = false;
        decide(admin(), approval, "APPROVE").then().statusCode(201);
        assertThat(effects(approval)).isOne();
    }

    @Test
    void requesterCannotDecide() {
        String requester = admin();
        UUID approval = open(null, "staff:" + TestTokens.subject(requester));

        decide(requester, approval, "APPROVE").then().statusCode(403).body("code", equalTo("own-request"));
        decide(requester, approval, "REJECT").then().statusCode(403);
        assertThat(effects(approval)).isZero();
        decide(admin(), approval, "APPROVE").then().statusCode(201);
    }

    @Test
    void requesterSeesTheOwnRequestWhateverTheRole() {
        String requester = tokens.staffOfAllStores(Role.SERVICE);
        UUID approval = open(null, "staff:" + TestTokens.subject(requester));

        read(requester, approval).then().statusCode(200);
        as(requester).get("/v1/approvals?kind=test-kind").then().body("items.id", contains(approval.toString()));
        String colleague = tokens.staffOfAllStores(Role.SERVICE);
        read(colleague, approval).then().statusCode(404);
        as(colleague).get("/v1/approvals?limit=100").then().body("items.id", not(hasItem(approval.toString())));
        decide(colleague, approval, "APPROVE").then().statusCode(404);
    }

    @Test
    void tenPeopleDecideAtOnceAndOneIsHeard() {
        UUID approval = open(null, "staff:somebody");

        List<Response> answers = Parallel.run(10, i -> decide(admin(), approval, i % 2 == 0 ? "APPROVE" : "REJECT"));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
                .hasSize(9)
                .allMatch(answer -> answer.path("code").equals("approval-decided"));
        boolean approved = read(admin(), approval).path("state").equals("APPROVED");
        assertThat(effects(approval)).isEqualTo(approved ? 1 : 0);
    }

    @Test
    void repeatedDecisionIsAnsweredAgain() {
        UUID approval = open(null, "staff:somebody");
        String admin = admin();
        String key = UUID.randomUUID().toString();

        Response first = decide(admin, approval, "REJECT", key);
        Response second = decide(admin, approval, "REJECT", key);

        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(kind.closed).containsOnlyOnce(approval);
        decide(admin, approval, "APPROVE", key).then().statusCode(422);
    }

    @Test
    void storesStaffSeeTheirOwnOnly() {
        UUID approval = open(StaffTokens.STORE, "staff:somebody");
        String own = tokens.staff(Role.MANAGER, StaffTokens.STORE, "A-1");
        String other = tokens.staff(Role.MANAGER, StaffTokens.OTHER_STORE, "A-2");

        read(own, approval).then().statusCode(200);
        read(other, approval).then().statusCode(404);
        decide(other, approval, "APPROVE").then().statusCode(404);
        read(tokens.staff(Role.CLERK, StaffTokens.STORE, "A-3"), approval)
                .then()
                .statusCode(403);
        given().get("/v1/approvals").then().statusCode(401);
        read(own, UUID.randomUUID()).then().statusCode(404);
        decide(own, approval, "APPROVE").then().statusCode(201);
    }

    @Test
    void malformedDecisionIsRefused() {
        UUID approval = open(null, "staff:somebody");
        String address = "/v1/approvals/" + approval + "/decisions";
        as(admin())
                .body(Map.of("decision", "MAYBE", "reason", "X_Y"))
                .post(address)
                .then()
                .statusCode(400);
        as(admin())
                .body(Map.of("decision", "APPROVE", "reason", "free text"))
                .post(address)
                .then()
                .statusCode(400);
        as(admin()).body(Map.of("decision", "APPROVE")).post(address).then().statusCode(400);
        as(admin()).queryParam("cursor", "!").get("/v1/approvals").then().statusCode(400);
        read(admin(), approval).then().body("state", equalTo("OPEN"));
    }

    @Test
    void whatNobodyDecidesInTimeIsClosed() {
        UUID approval = open(null, "staff:somebody");
        clock.advance(Duration.ofDays(7).minusMinutes(1));
        Await.result(closing::close);
        read(admin(), approval).then().body("state", equalTo("OPEN"));
        clock.advance(Duration.ofMinutes(1));
        as(admin())
                .queryParam("state", "EXPIRED")
                .get("/v1/approvals")
                .then()
                .body("items.id", hasItem(approval.toString()));
        decide(admin(), approval, "APPROVE").then().statusCode(409).body("code", equalTo("approval-expired"));
        Await.result(closing::close);

        assertThat(kind.closed).containsOnlyOnce(approval);
        assertThat(effects(approval)).isZero();
        Await.result(closing::close);
        assertThat(kind.closed).containsOnlyOnce(approval);
        decide(admin(), approval, "APPROVE").then().statusCode(409).body("code", equalTo("approval-expired"));
    }

    @Test
    void whatEndedLongAgoIsDeletedAndNothingElse() {
        UUID decided = open(null, "staff:somebody");
        decide(admin(), decided, "APPROVE").then().statusCode(201);
        UUID waiting = open(null, "staff:somebody");
        UUID asked = open(null, "staff:somebody");
        UUID old = Ids.lowest(clock.instant().minus(Duration.ofDays(3 * 365)));
        Await.result(() -> pool.preparedQuery("""
                        update approval set id = $2, requested_at = requested_at - interval '3 years',
                            expires_at = expires_at - interval '3 years' where id = $1
                        """).execute(Tuple.of(asked, old)));
        Await.result(cleaner::clean);
        // It was open.
        read(admin(), old).then().statusCode(200).body("state", equalTo("EXPIRED"));
        Await.result(closing::close);

        Await.result(cleaner::clean);

        read(admin(), old).then().statusCode(404);
        read(admin(), decided).then().statusCode(200);
        read(admin(), waiting).then().statusCode(200);
        for (UUID stays : List.of(decided, waiting)) {
            assertThatThrownBy(() -> Await.result(() -> pool.preparedQuery("delete from approval where id = $1")
                            .execute(Tuple.of(stays))))
                    .hasStackTraceContaining("stays");
        }
    }

    @Test
    void databaseRefusesOneselfAndASecondDecision() {
        UUID approval = open(null, "staff:a");
        String decide = "update approval set state = 'REJECTED', decided_by = $2, decided_at = now(), reason = 'NO_WAY'"
                + " where id = $1";
        assertThatThrownBy(() -> change(decide, approval, "staff:a"))
                .isInstanceOf(PgException.class)
                .hasMessageContaining("approval_second_person");
        change(decide, approval, "staff:b");
        assertThatThrownBy(() -> change(decide, approval, "staff:c"))
                .isInstanceOf(PgException.class)
                .hasMessageContaining("is decided");
    }

    private int change(String sql, UUID approval, String by) {
        return Await.result(() -> pool.preparedQuery(sql).execute(Tuple.of(approval, by)))
                .rowCount();
    }

    private int effects(UUID approval) {
        return Await.result(() -> pool.preparedQuery(
                                "select 1 from idempotency_record where scope = 'test-kind' and key = $1")
                        .execute(Tuple.of(approval.toString())))
                .rowCount();
    }

    private UUID open(@Nullable UUID storeId, String requestedBy) {
        UUID member = members.active().id();
        NewApproval asked = new NewApproval(TestKind.KIND, member, storeId, requestedBy, Map.of("figure", 7));
        return Await.result(() -> transactions.run(connection -> approvals.open(connection, asked)))
                .id();
    }

    private static Response decide(String token, UUID approval, String decision) {
        return decide(token, approval, decision, UUID.randomUUID().toString());
    }

    private static Response decide(String token, UUID approval, String decision, String key) {
        return given().auth()
                .oauth2(token)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(Map.of("decision", decision, "reason", "LOOKED_INTO"))
                .post("/v1/approvals/" + approval + "/decisions");
    }

    private static Response read(String token, UUID approval) {
        return as(token).get("/v1/approvals/" + approval);
    }

    private static RequestSpecification as(String token) {
        return given().auth()
                .oauth2(token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json");
    }

    private String admin() {
        return tokens.staff(Role.ADMIN, StaffTokens.STORE, UUID.randomUUID().toString());
    }

    /** What the relay delivered of approvals. */
    @Singleton
    static class Events extends HeardEvents {
        Events() {
            super("approval.");
        }

        List<String> topics(UUID approval) {
            return seen().filter(event -> event.payload().contains(approval.toString()))
                    .sorted(java.util.Comparator.comparing(OutboxEvent::id))
                    .map(OutboxEvent::topic)
                    .toList();
        }
    }
}
