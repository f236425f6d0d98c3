package dev.huiyuan.benefit;

import static dev.huiyuan.benefit.Celebrants.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.shared.job.Chunk;
import dev.huiyuan.shared.job.JobRequest;
import dev.huiyuan.shared.job.JobRunner;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.HuiyuanTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a runner that is cut off leaves behind, the next one finishes. */
@HuiyuanTest
class BirthdayResumeTest {
    private static final LocalDate LONG_AGO = LocalDate.of(2020, 1, 1);

    private final JobRunner runner;
    private final Celebrants celebrants;
    private final BirthdayGrants grants;
    private final Transactions transactions;
    private final ProgrammeService programme;
    private final Pool pool;

    BirthdayResumeTest(
            JobRunner runner,
            Celebrants celebrants,
            BirthdayGrants grants,
            Transactions transactions,
            ProgrammeService programme,
            Pool pool) {
        this.runner = runner;
        this.celebrants = celebrants;
        this.grants = grants;
        this.transactions = transactions;
        this.programme = programme;
        this.pool = pool;
    }

    /** Days that were missed become a part each; the database refuses one member's grant, as a crash would. */
    @Test
    void nextRunGoesOnWithThePlanOfTheOneThatWasCutOff() {
        LocalDate today = LocalDate.of(2033, 7, 13);
        List<UUID> members = new ArrayList<>();
        for (int day = 10; day <= 20; day++) members.add(celebrants.join(MonthDay.of(7, day), LONG_AGO));
        UUID last = members.getLast();
        await(pool.query("create function benefit_test_refuse() returns trigger language plpgsql as $$ begin"
                        + " if new.member_id = '" + last
                        + "' then raise exception 'cut off'; end if; return new; end $$")
                .execute());
        await(pool.query("create trigger benefit_test_refuse before insert on benefit_grant"
                        + " for each row execute function benefit_test_refuse()")
                .execute());
        UUID plan;
        try {
            assertThatThrownBy(() -> run(today)).isNotNull();
            plan = unfinished(today);
            assertThat(celebrants.grants(last)).isEmpty();
            assertThat(celebrants.coupons(last, "BIRTHDAY-MEAL")).isZero();
            assertThat(celebrants.grants(members.getFirst())).hasSize(1);
        } finally {
            await(pool.query("drop trigger benefit_test_refuse on benefit_grant")
                    .execute());
            await(pool.query("drop function benefit_test_refuse").execute());
        }
        run(today);
        assertThat(await(pool.preparedQuery("select finished_at is not null from job_plan where id = $1")
                                .execute(Tuple.of(plan)))
                        .iterator()
                        .next()
                        .getBoolean(0))
                .as("the same plan was finished")
                .isTrue();
        assertThat(members).allSatisfy(member -> {
            assertThat(celebrants.grants(member)).hasSize(1);
            assertThat(celebrants.coupons(member, "BIRTHDAY-MEAL")).isEqualTo(1);
        });
    }

    /** Past the lease, as two runners whose clocks differ would: the members' locks keep them apart. */
    @Test
    void sameRangeInTwoTransactionsAtOnceIsGrantedOnce() {
        List<UUID> members = IntStream.range(0, 60)
                .mapToObj(i -> celebrants.join(MonthDay.of(3, 5), LONG_AGO))
                .toList();
        LocalDate today = LocalDate.of(2034, 2, 26);
        ProgrammeVersion version = programme.at(java.time.Instant.now());
        BirthdayDue.Day day = new BirthdayDue.Day(version.rules(), version.version(), today);
        BirthdayOccasion occasion = BirthdayOccasion.in(2034, false, 3, 5);
        Chunk all = new Chunk("all", Chunk.FIRST, Chunk.LAST);
        List<Uni<Set<UUID>>> both = IntStream.range(0, 4)
                .mapToObj(i -> transactions.run(connection -> grants.grant(connection, day, occasion, all)))
                .toList();
        List<Set<UUID>> granted = await(Uni.join().all(both).andFailFast());
        assertThat(granted.stream()
                        .mapToLong(set -> members.stream().filter(set::contains).count())
                        .sum())
                .isEqualTo(members.size());
        assertThat(members).allSatisfy(member -> {
            assertThat(celebrants.grants(member)).hasSize(1);
            assertThat(celebrants.coupons(member, "BIRTHDAY-MEAL")).isEqualTo(1);
        });
    }

    @Test
    void cardsGoOutOnTheBirthdayOnceAndToTheStoreAWeekAhead() {
        UUID member =
                celebrants.join(MonthDay.of(8, 9), LONG_AGO, new Celebrants.Traits("ACTIVE", "black-diamond", true));
        UUID plain = celebrants.join(MonthDay.of(8, 9), LONG_AGO);
        run(LocalDate.of(2032, 8, 2));
        assertThat(count("select count(*) from benefit_task where member_id = $1 and due_on = '2032-08-09'", member))
                .isEqualTo(1);
        assertThat(count("select count(*) from benefit_task where member_id = $1", plain))
                .isZero();
        assertThat(count("select count(*) from benefit_greeting where member_id = $1", member))
                .isZero();
        run(LocalDate.of(2032, 8, 9));
        run(LocalDate.of(2032, 8, 9));
        run(LocalDate.of(2032, 8, 10));
        for (UUID one : List.of(member, plain)) {
            assertThat(count("select count(*) from benefit_greeting where member_id = $1", one))
                    .isEqualTo(1);
        }
    }

    private long count(String sql, UUID member) {
        return await(pool.preparedQuery(sql).execute(Tuple.of(member)))
                .iterator()
                .next()
                .getLong(0);
    }

    private UUID unfinished(LocalDate today) {
        return await(pool.preparedQuery(
                                "select id from job_plan where job = $1 and purpose = $2 and finished_at is null")
                        .execute(Tuple.of(BirthdayJob.NAME, today.toString())))
                .iterator()
                .next()
                .getUUID(0);
    }

    private void run(LocalDate date) {
        await(runner.run(new JobRequest(BirthdayJob.NAME, date, null)));
    }
}
