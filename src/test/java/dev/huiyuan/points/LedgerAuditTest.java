package dev.huiyuan.points;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.Parallel;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The audit of the whole book: what it finds, beside whom, and after which accidents. */
@HuiyuanTest
class LedgerAuditTest {
    @Inject
    Till till;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    Pool pool;

    @Test
    void auditIsKeptWithItsFigures() {
        till.earn(members.active().id(), 10);
        Response audit = start(201);
        audit.then().body("state", equalTo("FINISHED")).body("chunks", greaterThanOrEqualTo(2));
        assertThat(audit.<Integer>path("chunksDone")).isEqualTo(audit.<Integer>path("chunks"));
        assertThat(audit.<Integer>path("checkedMembers")).isPositive();
        assertThat(audit.<Integer>path("checkedKeys")).isPositive();

        String id = audit.path("id");
        auditor().get("/v1/admin/ledger/audits/" + id).then().statusCode(200).body("id", equalTo(id));
        auditor().get("/v1/admin/ledger/audits?limit=1").then().statusCode(200).body("items[0].id", equalTo(id));
        auditor()
                .get("/v1/admin/jobs/ledger-audit/runs?limit=1")
                .then()
                .statusCode(200)
                .body("items[0].state", equalTo("SUCCEEDED"))
                .body("items[0].chunksDone", equalTo(audit.<Integer>path("chunks")))
                .body("items[0].result.members", equalTo(audit.<Integer>path("checkedMembers")));
        given().get("/q/metrics")
                .then()
                .body(containsString("huiyuan_ledger_audit_differences"))
                .body(containsString("huiyuan_ledger_audit_members"))
                .body(containsString("huiyuan_ledger_audit_finished_seconds"))
                .body(containsString("huiyuan_ledger_audit_duration_seconds"));
    }

    @Test
    void auditIsForAdministratorsAndAuditors() {
        String clerk = till.clerk();
        given().auth().oauth2(clerk).post("/v1/admin/ledger/audits").then().statusCode(403);
        given().auth().oauth2(clerk).get("/v1/admin/ledger/audits").then().statusCode(403);
        given().get("/v1/admin/ledger/audits").then().statusCode(401);
        auditor().get("/v1/admin/ledger/audits/" + UUID.randomUUID()).then().statusCode(404);
        auditor()
                .get("/v1/admin/ledger/audits/" + UUID.randomUUID() + "/differences")
                .then()
                .statusCode(404);
        auditor().get("/v1/admin/ledger/audits?cursor=x").then().statusCode(400);
    }

    @Test
    void waitingAndStartedAuditSeeTheSame() {
        UUID member = members.active().id();
        till.earn(member, 10);
        change("update points_account set available = available + 5 where member_id = $1", member);
        try {
            Response waited = auditor().get("/v1/admin/ledger/audit");
            Response started = start(201);
            started.then().body("balanced", equalTo(false));
            assertThat(waited.<Boolean>path("balanced")).isFalse();
            for (String figure : List.of("balance", "checkedMembers", "totals", "moreDifferences")) {
                assertThat(started.<Object>path(figure)).as(figure).isEqualTo(waited.path(figure));
            }
            List<Map<String, ?>> kept = differences(started.path("id"));
            assertThat(kept).containsExactlyInAnyOrderElementsOf(waited.<List<Map<String, ?>>>path("differences"));
            assertThat(checksOf(kept, member))
                    .containsExactlyInAnyOrder(
                            "BALANCE_IS_SUM_OF_ENTRIES", "AVAILABLE_IS_SUM_OF_LOTS", "LAST_ENTRY_IS_BALANCE");
            assertThat(kept).anyMatch(difference -> "TOTALS_ADD_UP".equals(difference.get("check")));
        } finally {
            change("update points_account set available = available - 5 where member_id = $1", member);
        }
        assertThat(checksOf(differences(start(201).path("id")), member)).isEmpty();
    }

    @Test
    void differencesArePagedAndLimited() {
        List<UUID> planted =
                IntStream.range(0, 5).mapToObj(i -> members.active().id()).toList();
        planted.forEach(member -> till.earn(member, 10));
        planted.forEach(member -> change("update points_lot set remaining = 9 where member_id = $1", member));
        try {
            Response audit = start(201);
            assertThat(audit.<Integer>path("differences")).isGreaterThanOrEqualTo(10);
            List<Map<String, ?>> all = differences(audit.path("id"));
            planted.forEach(member -> assertThat(checksOf(all, member))
                    .containsExactlyInAnyOrder("AVAILABLE_IS_SUM_OF_LOTS", "LOTS_MATCH_ALLOCATIONS"));
            auditor()
                    .get("/v1/admin/ledger/audits/" + audit.path("id") + "/differences?limit=101")
                    .then()
                    .statusCode(400);
        } finally {
            planted.forEach(member -> change("update points_lot set remaining = 10 where member_id = $1", member));
        }
    }

    @Test
    void bookIsCleanWhile32ClientsWrite() {
        List<UUID> diners =
                IntStream.range(0, 40).mapToObj(i -> members.active().id()).toList();
        diners.forEach(member -> till.earn(member, 100));
        AtomicBoolean stop = new AtomicBoolean();
        List<List<Map<String, ?>>> seen = new ArrayList<>();
        Parallel.run(33, index -> {
            if (index > 0) return write(diners, index, stop);
            for (int i = 0; i < 3; i++) seen.add(auditInRounds());
            stop.set(true);
            return 0;
        });
        assertThat(seen).hasSize(3);
        for (List<Map<String, ?>> differences : seen) {
            diners.forEach(member -> assertThat(checksOf(differences, member)).isEmpty());
            assertThat(differences).noneMatch(difference -> "TOTALS_ADD_UP".equals(difference.get("check")));
        }
        diners.forEach(till::requireBalanced);
    }

    private List<Map<String, ?>> auditInRounds() {
        Response audit = auditor().post("/v1/admin/ledger/audits");
        assertThat(audit.statusCode()).isIn(201, 202);
        String id = audit.path("id");
        Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(60))
                .until(() -> "FINISHED"
                        .equals(auditor().get("/v1/admin/ledger/audits/" + id).path("state")));
        return differences(id);
    }

    private int write(List<UUID> diners, int index, AtomicBoolean stop) {
        int written = 0;
        while (!stop.get()) {
            UUID member = diners.get((index * 7 + written) % diners.size());
            if (written % 3 == 2) till.redeem(till.bill(member, till.presence(member), "B-" + Till.key(), 3));
            else till.accrue(till.order(member, 700));
            written++;
        }
        return written;
    }

    @Test
    void killedRunnerIsResumedWithTheResultOfAnUndisturbedRun() {
        UUID member = members.active().id();
        till.earn(member, 10);
        change("update points_lot set remaining = 9 where member_id = $1", member);
        try {
            Response undisturbed = start(201);
            // The chunk with number 1 fails in its own transaction, as if its runner died there.
            sql("create function job_test_kill() returns trigger language plpgsql as"
                    + " 'begin if new.no = 1 then raise exception ''killed''; end if; return new; end'");
            sql(
                    "create trigger job_test_kill before update on job_chunk for each row execute function job_test_kill()");
            Response killed = auditor().post("/v1/admin/ledger/audits");
            killed.then()
                    .statusCode(202)
                    .body("state", equalTo("INTERRUPTED"))
                    .body("lastError", containsString("killed"));
            assertThat(killed.<Integer>path("chunksDone")).isLessThan(killed.<Integer>path("chunks"));
            sql("drop trigger job_test_kill on job_chunk");

            Response resumed = start(201);
            assertThat(resumed.<String>path("id")).isEqualTo(killed.path("id"));
            for (String figure :
                    List.of("balance", "checkedMembers", "checkedKeys", "totals", "differences", "chunks")) {
                assertThat(resumed.<Object>path(figure)).as(figure).isEqualTo(undisturbed.path(figure));
            }
            assertThat(differences(resumed.path("id")))
                    .containsExactlyInAnyOrderElementsOf(differences(undisturbed.path("id")));
        } finally {
            sql("drop trigger if exists job_test_kill on job_chunk");
            sql("drop function if exists job_test_kill()");
            change("update points_lot set remaining = 10 where member_id = $1", member);
        }
    }

    @Test
    void oneAuditRunsAtATime() {
        List<Integer> statuses = Parallel.run(
                2, index -> auditor().post("/v1/admin/ledger/audits").statusCode());
        assertThat(statuses).contains(201).allMatch(status -> Set.of(201, 409).contains(status));
    }

    private Response start(int status) {
        Response audit = auditor().post("/v1/admin/ledger/audits");
        assertThat(audit.statusCode()).as(audit.asString()).isEqualTo(status);
        return audit;
    }

    /** All kept differences, page by page. */
    private List<Map<String, ?>> differences(String auditId) {
        List<Map<String, ?>> all = new ArrayList<>();
        String cursor = null;
        do {
            Response page = auditor()
                    .queryParam("limit", 3)
                    .queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor))
                    .get("/v1/admin/ledger/audits/" + auditId + "/differences");
            assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
            all.addAll(page.path("items"));
            cursor = page.path("nextCursor");
        } while (cursor != null);
        return all;
    }

    private static List<Object> checksOf(List<Map<String, ?>> differences, UUID member) {
        return differences.stream()
                .filter(difference -> member.toString().equals(difference.get("memberId")))
                .<Object>map(difference -> difference.get("check"))
                .toList();
    }

    private io.restassured.specification.RequestSpecification auditor() {
        return given().auth().oauth2(tokens.staffOfAllStores(Role.AUDITOR));
    }

    private void change(String sql, UUID member) {
        Till.await(() -> pool.preparedQuery(sql).execute(Tuple.of(member)));
    }

    private void sql(String sql) {
        Till.await(() -> pool.query(sql).execute());
    }
}
