package dev.huiyuan.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.job.JobRequest;
import dev.huiyuan.shared.job.JobResult;
import dev.huiyuan.shared.job.JobRunner;
import dev.huiyuan.testing.Await;
import dev.huiyuan.testing.HuiyuanTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Evaluation and grace periods, undisturbed and disturbed. Each test has quarters of its own, far in the future. */
@HuiyuanTest
class TierJobsTest {
    private static final String EVALUATION = "tier-evaluation";
    private static final String GRACE = "tier-grace";
    private static final AtomicInteger YEARS = new AtomicInteger(2101);

    @Inject
    TierDesk desk;

    @Inject
    NewMembers members;

    @Inject
    JobRunner jobs;

    @Inject
    Pool pool;

    private final List<UUID> spenders = new ArrayList<>();

    private static LocalDate newQuarter() {
        return LocalDate.of(YEARS.getAndIncrement(), 4, 1);
    }

    private JobResult run(String job, LocalDate date) {
        return Await.result(() -> jobs.run(new JobRequest(job, date, null)));
    }

    private UUID member(String tier, long fen, LocalDate day) {
        UUID member = members.active().id();
        desk.stand(member, tier);
        desk.rows("insert into points_account (member_id) values ($1)", Tuple.of(member));
        spend(member, fen, day);
        return member;
    }

    /** These days have no orders, which the audit of the book must not find in other tests. */
    @AfterEach
    void forgetDays() {
        desk.rows("delete from tier_spend_day where member_id = any($1)", Tuple.of(spenders.toArray(UUID[]::new)));
        spenders.clear();
    }

    private void spend(UUID member, long fen, LocalDate day) {
        spenders.add(member);
        desk.rows(
                "insert into tier_spend_day (member_id, day, spend_fen, orders) values ($1, $2, $3, 1)",
                Tuple.of(member, day, fen));
    }

    /** Tier, end of grace in days from the quarter, and history. */
    private String state(UUID member, LocalDate quarter) {
        Row row = desk.rows(
                        "select tier_code, grace_until - $2::date as grace from tier_standing where member_id = $1",
                        Tuple.of(member, quarter))
                .getFirst();
        return row.getString("tier_code") + " " + row.getInteger("grace") + " " + desk.history(member);
    }

    @Test
    void whoSpentTooLittleEntersAGracePeriodAndThenFallsByOneTier() {
        LocalDate quarter = newQuarter();
        UUID poor = member("gold", 199_999, quarter);
        UUID rich = member("gold", 200_000, quarter.minusYears(1).plusDays(1));
        UUID late = member("gold", 200_000, quarter.minusYears(1));
        UUID lowest = member("member", 0, quarter);
        UUID due = member("member", 60_000, quarter);

        run(EVALUATION, quarter);

        assertThat(state(poor, quarter)).isEqualTo("gold 30 [GRACE gold>gold]");
        assertThat(state(rich, quarter)).isEqualTo("gold null []");
        assertThat(state(late, quarter)).isEqualTo("gold 30 [GRACE gold>gold]");
        assertThat(state(lowest, quarter)).isEqualTo("member null []");
        assertThat(state(due, quarter)).isEqualTo("silver null [EVALUATION member>silver]");
        assertThat(desk.codeOnCard(due)).isEqualTo("silver");

        run(GRACE, quarter.plusDays(30));
        assertThat(state(poor, quarter)).startsWith("gold 30");
        spend(late, 200_000, quarter.plusDays(9));
        run(GRACE, quarter.plusDays(31));
        run(GRACE, quarter.plusDays(31));
        assertThat(state(poor, quarter)).isEqualTo("silver null [GRACE gold>gold, EVALUATION gold>silver]");
        assertThat(state(late, quarter)).isEqualTo("gold null [GRACE gold>gold, KEPT gold>gold]");
        assertThat(desk.codeOnCard(poor)).isEqualTo("silver");
        Row figures = desk.rows("select * from tier_change where member_id = $1 and reason = 'GRACE'", Tuple.of(poor))
                .getFirst();
        assertThat(figures.getLong("spend_fen")).isEqualTo(199_999);
        assertThat(figures.getLong("threshold_fen")).isEqualTo(200_000);
        assertThat(figures.getLocalDate("until")).isEqualTo(quarter.plusDays(30));
        assertThat(figures.getString("cause")).isEqualTo("evaluation:" + quarter);
    }

    @Test
    void quarterIsEvaluatedOnceHoweverOftenTheJobRunsAndLateWhereADayWasMissed() {
        LocalDate quarter = newQuarter();
        UUID first = member("gold", 0, quarter);
        run(EVALUATION, quarter.plusDays(17));
        assertThat(state(first, quarter)).startsWith("gold 47");
        UUID second = member("gold", 0, quarter);
        assertThat(run(EVALUATION, quarter.plusDays(18)).counts()).isEmpty();
        assertThat(state(second, quarter)).isEqualTo("gold null []");
        run(EVALUATION, quarter.plusMonths(3));
        assertThat(state(second, quarter)).contains("GRACE");
    }

    @Test
    void protectedAndMergedMembersAreNotJudged() {
        LocalDate quarter = newQuarter();
        UUID safe = member("gold", 0, quarter);
        desk.rows("""
                update tier_standing set protection = 'BOUGHT', protected_code = 'gold', protected_until = $2,
                    grant_id = $3 where member_id = $1
                """, Tuple.of(safe, quarter, UUID.randomUUID()));
        UUID merged = member("gold", 0, quarter);
        desk.rows(
                "update tier_standing set merged_into = $2 where member_id = $1", Tuple.of(merged, UUID.randomUUID()));
        run(EVALUATION, quarter);
        assertThat(state(safe, quarter)).isEqualTo("gold null []");
        assertThat(state(merged, quarter)).isEqualTo("gold null []");
    }

    @Test
    void tierThatTheProgrammeNeverHadGivesWayToWhatWasReached() {
        LocalDate quarter = newQuarter();
        UUID stranger = member("emerald", 60_000, quarter);
        run(GRACE, quarter);
        assertThat(state(stranger, quarter)).isEqualTo("silver null [PROGRAMME_CHANGE emerald>silver]");
    }

    /** Members in several chunks, every third of whom has spent too little. */
    private List<UUID> cohort(LocalDate quarter) {
        List<UUID> cohort = new ArrayList<>(members.many(260));
        for (int i = 0; i < cohort.size(); i++) {
            desk.stand(cohort.get(i), "gold");
            spend(cohort.get(i), i % 3 == 0 ? 1_000 : 300_000, quarter);
        }
        desk.rows(
                "insert into points_account (member_id) select * from unnest($1::uuid[])",
                Tuple.of(cohort.toArray(UUID[]::new)));
        return cohort;
    }

    private List<String> states(List<UUID> cohort, LocalDate quarter) {
        return cohort.stream().map(member -> state(member, quarter)).toList();
    }

    @Test
    void runnerThatDiesInTheMiddleAndAnotherOneBesideItLeaveWhatAnUndisturbedRunLeaves() {
        LocalDate quarter = newQuarter();
        List<UUID> disturbed = cohort(quarter);
        UUID held = disturbed.get(150);
        SqlConnection till = Await.result(pool::getConnection);
        try {
            Await.result(() -> till.query("begin").execute());
            Await.result(() -> till.preparedQuery("select from points_account where member_id = $1 for update")
                    .execute(Tuple.of(held)));
            CompletableFuture<JobResult> first = start(quarter);
            Awaitility.await().until(() -> chunksLeft(quarter) == 1);
            assertThat(state(disturbed.getFirst(), quarter)).isEqualTo("gold 30 [GRACE gold>gold]");
            assertThat(state(held, quarter)).isEqualTo("gold null []");
            // As if its heart had stopped: the next runner takes over while it is still about to work.
            desk.rows(
                    "update job_run set state = 'ABANDONED', finished_at = now() where name = $1 and state = 'RUNNING'",
                    Tuple.of(EVALUATION));
            CompletableFuture<JobResult> second = start(quarter.plusDays(3));
            Awaitility.await().until(() -> runs("RUNNING") == 1);
            Await.result(() -> till.query("rollback").execute());
            assertThatThrownBy(first::join).isNotNull();
            second.join();
        } finally {
            Await.result(till::close);
        }
        List<String> after = states(disturbed, quarter);
        LocalDate next = newQuarter();
        List<UUID> undisturbed = cohort(next);
        run(EVALUATION, next);
        assertThat(after).isEqualTo(states(undisturbed, next));
        assertThat(after.stream().filter(state -> state.contains("GRACE"))).hasSize(87);
    }

    private CompletableFuture<JobResult> start(LocalDate date) {
        return CompletableFuture.supplyAsync(() -> run(EVALUATION, date));
    }

    private long chunksLeft(LocalDate quarter) {
        return desk.rows("""
                        select count(*) filter (where c.done_at is null) as open, count(*) as planned
                        from job_plan p join job_chunk c on c.plan_id = p.id where p.job = $1 and p.purpose = $2
                        """, Tuple.of(EVALUATION, quarter.toString())).stream()
                .mapToLong(row -> row.getLong("planned") == 0 ? Long.MAX_VALUE : row.getLong("open"))
                .sum();
    }

    private long runs(String state) {
        return desk.rows(
                        "select count(*) as n from job_run where name = $1 and state = $2", Tuple.of(EVALUATION, state))
                .getFirst()
                .getLong("n");
    }
}
