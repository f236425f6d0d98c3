package dev.huiyuan.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.huiyuan.member.NewMembers;
import dev.huiyuan.points.writer.DueCursor;
import dev.huiyuan.points.writer.LedgerTransaction;
import dev.huiyuan.points.writer.SettledDue;
import dev.huiyuan.shared.job.JobResult;
import dev.huiyuan.shared.job.JobRunner;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import dev.huiyuan.testing.Parallel;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What time does to points is the same whether a command or the job comes first, and happens once. */
@HuiyuanTest
class PointsDueTest {
    private static final String JOB = "points-due";
    /** Several transactions of the job, which takes 4 accounts at once in tests. */
    private static final int MANY = 14;

    @Inject
    Till till;

    @Inject
    NewMembers members;

    @Inject
    AgedLots aged;

    @Inject
    MovableClock clock;

    @Inject
    JobRunner runner;

    @Inject
    LedgerTransaction ledger;

    @Inject
    Transactions transactions;

    @Inject
    Pool pool;

    @Test
    void jobAndCommandBookTheSameInAnyOrder() {
        UUID jobFirst = eventful();
        UUID commandFirst = eventful();
        clock.advance(Duration.ofDays(3));

        till.earn(commandFirst, 7);
        run();
        till.earn(jobFirst, 7);
        run();

        assertThat(entries(jobFirst))
                .isEqualTo(entries(commandFirst))
                .containsExactly(
                        "ACCRUAL 10: 10 0 0 0",
                        "ACCRUAL 20: 10 20 0 0",
                        "HOLD 0: 5 20 5 0",
                        "RELEASE 0: 10 20 0 0",
                        "MATURITY 0: 30 0 0 0",
                        "EXPIRY -10: 20 0 0 0",
                        "ACCRUAL 7: 27 0 0 0");
        till.requireBalanced(jobFirst);
        till.requireBalanced(commandFirst);
    }

    @Test
    void nothingIsBookedBeforeItsTimeAndNothingTwice() {
        UUID member = eventful();
        run();
        assertThat(entries(member)).hasSize(3);
        clock.advance(Duration.ofHours(30));
        run();
        assertThat(entries(member)).hasSize(5).last().isEqualTo("MATURITY 0: 30 0 0 0");
        clock.advance(Duration.ofHours(30));
        run();
        run();
        assertThat(entries(member)).hasSize(6).last().isEqualTo("EXPIRY -10: 20 0 0 0");
        till.requireBalanced(member);
    }

    @Test
    void twoRunnersAtOnceBookOnce() {
        List<UUID> expiring = expiring();
        clock.advance(Duration.ofDays(3));
        List<SettledDue> settled =
                Parallel.run(
                                4,
                                index -> IntStream.range(0, MANY)
                                        .mapToObj(i -> settle())
                                        .toList())
                        .stream()
                        .flatMap(List::stream)
                        .toList();
        assertThat(settled).allMatch(done -> done.broken() == 0);
        run();
        assertThat(expiring).allSatisfy(member -> {
            assertThat(entries(member)).containsExactly("ACCRUAL 10: 10 0 0 0", "EXPIRY -10: 0 0 0 0");
            till.requireBalanced(member);
        });
    }

    private SettledDue settle() {
        return Till.await(() -> transactions.run(connection -> ledger.settleDue(connection, DueCursor.START, 3)));
    }

    @Test
    void killedRunnerIsMadeUpForByTheNext() {
        List<UUID> expiring = expiring();
        clock.advance(Duration.ofDays(3));
        sql("create function job_test_kill() returns trigger language plpgsql as 'begin"
                + " if old.processed < 8 and new.processed >= 8 then raise exception ''killed''; end if;"
                + " return new; end'");
        sql("create trigger job_test_kill before update on job_run for each row execute function job_test_kill()");
        try {
            assertThatThrownBy(this::run).hasMessageContaining("killed");
        } finally {
            sql("drop trigger job_test_kill on job_run");
            sql("drop function job_test_kill()");
        }
        assertThat(expiring).anyMatch(member -> entries(member).size() == 1);
        run();
        assertThat(expiring).allSatisfy(member -> {
            assertThat(entries(member)).containsExactly("ACCRUAL 10: 10 0 0 0", "EXPIRY -10: 0 0 0 0");
            till.requireBalanced(member);
        });
    }

    @Test
    void accountThatCannotBeWrittenIsLeftOutAndTriedAgain() {
        List<UUID> expiring = expiring();
        UUID poisoned = expiring.get(5);
        clock.advance(Duration.ofDays(3));
        change(
                "insert into business_key (source, ref, kind, member_id, entry_id) select 'expiry',"
                        + " case when id = entry_id then id::text else entry_id || ' ' || id end, 'EXPIRY',"
                        + " member_id, id from points_lot where member_id = $1",
                poisoned);
        JobResult result = run();
        assertThat(result.counts()).containsEntry("failed", 1L);
        assertThat(expiring).allSatisfy(member -> assertThat(entries(member)).hasSize(member.equals(poisoned) ? 1 : 2));

        change("delete from business_key where member_id = $1 and source = 'expiry'", poisoned);
        assertThat(run().counts()).containsEntry("failed", 0L).containsEntry("entries", 1L);
        assertThat(entries(poisoned)).hasSize(2);
        till.requireBalanced(poisoned);
    }

    /** Earned 10 that expire after two days and 20 that wait for one, with 5 set aside for some minutes. */
    private UUID eventful() {
        UUID member = members.active().id();
        till.earn(member, 10);
        expireLots(member);
        aged.earnPending(member, 20, Duration.ofDays(1));
        Response held = till.as(till.clerk(), Till.key())
                .body(till.bill(member, till.presence(member), "B-" + Till.key(), 5))
                .post("/v1/points/holds");
        assertThat(held.statusCode()).as(held.asString()).isEqualTo(201);
        return member;
    }

    private List<UUID> expiring() {
        List<UUID> expiring = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            UUID member = members.active().id();
            till.earn(member, 10);
            expireLots(member);
            expiring.add(member);
        }
        return expiring;
    }

    private void expireLots(UUID member) {
        for (Row lot : Till.await(() -> pool.preparedQuery("select id from points_lot where member_id = $1")
                .execute(Tuple.of(member)))) {
            aged.expireAt(member, lot.getUUID("id"), clock.instant().plus(Duration.ofDays(2)));
        }
    }

    private JobResult run() {
        return Till.await(() -> runner.run(JOB));
    }

    private List<String> entries(UUID member) {
        List<String> entries = new ArrayList<>();
        Till.await(() -> pool.preparedQuery("select * from points_entry where member_id = $1 order by seq")
                        .execute(Tuple.of(member)))
                .forEach(row -> entries.add(row.getString("type") + " " + row.getLong("points") + ": "
                        + row.getLong("available_after") + " " + row.getLong("pending_after") + " "
                        + row.getLong("held_after") + " " + row.getLong("debt_after")));
        return entries;
    }

    private void change(String sql, UUID member) {
        Till.await(() -> pool.preparedQuery(sql).execute(Tuple.of(member)));
    }

    private void sql(String sql) {
        Till.await(() -> pool.query(sql).execute());
    }
}
