package dev.huiyuan.points.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.huiyuan.member.NewMembers;
import dev.huiyuan.points.core.Balance;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.programme.Channel;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.problem.ProblemContext;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the shell does when things go wrong, and with what HTTP does not offer yet. */
@HuiyuanTest
class LedgerWriterTest {
    private static final String END_IDLE_LEDGER_SESSIONS = """
            select pg_terminate_backend(pid) from pg_stat_activity
            where pid <> pg_backend_pid() and datname = current_database() and query ilike 'commit%'
            """;
    private static final String END_BUSY_SESSIONS = """
            select pg_terminate_backend(pid) from pg_stat_activity
            where pid <> pg_backend_pid() and query ~* '(points_|idempotency_record|commit)'
            """;

    @Inject
    LedgerWriter writer;

    @Inject
    NewMembers members;

    @Inject
    MovableClock clock;

    @Inject
    Pool pool;

    @Test
    void poisonedCommandFailsAloneInItsBatch() {
        List<Uni<LedgerAnswer>> batch = new ArrayList<>();
        for (int i = 0; i < 40; i++) batch.add(submit(order(members.active().id(), "O-" + UUID.randomUUID(), null)));
        // PostgreSQL takes no zero byte in a text: an error of class 22.
        batch.add(17, submit(order(members.active().id(), "\u0000", null)));

        List<Object> results = await(Uni.join()
                .all(batch.stream()
                        .map(one ->
                                one.map(answer -> (Object) answer).onFailure().recoverWithItem(failure -> failure))
                        .toList())
                .andFailFast());

        assertThat(results.get(17))
                .isInstanceOf(ProblemException.class)
                .hasToString(results.get(17).toString());
        assertThat(results.stream().filter(LedgerAnswer.Booked.class::isInstance))
                .hasSize(40);
    }

    @Test
    void pendingPointsMatureWhenTheirTimeHasCome() {
        UUID member = members.active().id();
        LedgerEntry first =
                booked(order(member, "O-" + UUID.randomUUID(), clock.instant().plus(Duration.ofHours(2))));
        assertThat(first.after()).isEqualTo(new Balance(0, 10, 0, 0));
        assertThat(failure(redemption(member, 5))).isEqualTo(409);

        clock.advance(Duration.ofHours(3));
        LedgerEntry redemption = booked(redemption(member, 4));

        assertThat(redemption.after()).isEqualTo(new Balance(6, 0, 0, 0));
        assertThat(redemption.seq()).isEqualTo(3);
        assertThat(booked(redemption(member, 6)).after()).isEqualTo(Balance.ZERO);
    }

    @Test
    void expiredLotsAreBookedOnTheNextTouchAndOnlyOnce() {
        UUID member = members.active().id();
        booked(order(member, "O-" + UUID.randomUUID(), null));
        booked(order(member, "O-" + UUID.randomUUID(), null));
        Instant expiresAt = clock.instant().plus(Duration.ofHours(1));
        expire(member, expiresAt);

        clock.advance(Duration.ofHours(2));
        assertThat(failure(redemption(member, 11))).isEqualTo(409);
        LedgerEntry redemption = booked(redemption(member, 10));

        assertThat(redemption.after()).isEqualTo(Balance.ZERO);
        assertThat(count("select count(*) from points_entry where member_id = $1 and type = 'EXPIRY'", member))
                .isEqualTo(1);
        assertThat(count("select count(*) from business_key where member_id = $1 and source = 'expiry'", member))
                .isEqualTo(1);
    }

    @Test
    void redemptionTakesHundredsOfLotsInRounds() {
        UUID member = members.active().id();
        List<Uni<LedgerAnswer>> orders = new ArrayList<>();
        for (int i = 0; i < 600; i++) orders.add(submit(order(member, "O-" + UUID.randomUUID(), null)));
        await(Uni.join().all(orders).andFailFast());

        assertThat(booked(redemption(member, 5_995)).after().available()).isEqualTo(5);
        assertThat(count("select count(*) from points_lot where member_id = $1 and open", member))
                .isEqualTo(1);
        assertThat(booked(redemption(member, 5)).after()).isEqualTo(Balance.ZERO);
    }

    @Test
    void lostConnectionsAreReplacedWithoutTheCallerNoticing() {
        UUID member = members.active().id();
        booked(order(member, "O-" + UUID.randomUUID(), null));

        await(pool.query(END_IDLE_LEDGER_SESSIONS).execute());
        LedgerEntry after = booked(order(member, "O-" + UUID.randomUUID(), null));

        assertThat(after.after().available()).isEqualTo(20);
    }

    @Test
    void connectionsLostInTheMiddleLeaveEachOrderBookedOnce() {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) ids.add(members.active().id());
        List<Uni<Integer>> orders = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            Submission order = order(ids.get(i % 20), "O-" + UUID.randomUUID(), null);
            orders.add(untilBooked(order, 20));
        }
        Uni<Integer> chaos = Uni.createFrom().item(0);
        for (int i = 0; i < 10; i++) {
            chaos = chaos.onItem()
                    .delayIt()
                    .by(Duration.ofMillis(7))
                    .chain(() -> pool.query(END_BUSY_SESSIONS).execute().map(rows -> 0));
        }
        orders.add(chaos.onFailure().recoverWithItem(0));
        await(Uni.join().all(orders).andFailFast());

        for (UUID member : ids) {
            assertThat(count("select available from points_account where member_id = $1", member))
                    .isEqualTo(200);
            assertThat(count("select count(*) from points_entry where member_id = $1", member))
                    .isEqualTo(20);
        }
    }

    /** What a till does: the same request again until it is answered. */
    private Uni<Integer> untilBooked(Submission order, int triesLeft) {
        return submit(order).map(answer -> 1).onFailure().recoverWithUni(failure -> {
            if (triesLeft == 0) return Uni.createFrom().failure(failure);
            return untilBooked(order, triesLeft - 1);
        });
    }

    @Test
    void commandsForUnknownMembersLeaveNothing() {
        UUID nobody = UUID.randomUUID();
        assertThatThrownBy(() -> booked(order(nobody, "O-" + UUID.randomUUID(), null)))
                .hasMessage("member-not-found");
        assertThat(count("select count(*) from business_key where member_id = $1", nobody))
                .isZero();
        assertThat(count("select count(*) from idempotency_record where member_id = $1", nobody))
                .isZero();
    }

    private void expire(UUID member, Instant at) {
        await(pool.preparedQuery("""
                        update points_lot set expires_at = $2 where (member_id, id) in (
                            select member_id, id from points_lot where member_id = $1 order by id limit 1)
                        """).execute(Tuple.of(member, at.atOffset(java.time.ZoneOffset.UTC))));
        await(pool.preparedQuery("update points_account set next_due_at = $2 where member_id = $1")
                .execute(Tuple.of(member, at.atOffset(java.time.ZoneOffset.UTC))));
    }

    private long count(String sql, UUID member) {
        // retry: the pool may hand out a connection that was ended a moment ago.
        return await(pool.preparedQuery(sql)
                        .execute(Tuple.of(member))
                        .onFailure()
                        .retry()
                        .atMost(5))
                .iterator()
                .next()
                .getLong(0);
    }

    private Uni<LedgerAnswer> submit(Submission submission) {
        return writer.submit(submission);
    }

    private LedgerEntry booked(Submission submission) {
        LedgerAnswer answer = await(writer.submit(submission));
        assertThat(answer).isInstanceOf(LedgerAnswer.Booked.class);
        return ((LedgerAnswer.Booked) answer).entry();
    }

    private int failure(Submission submission) {
        LedgerAnswer answer = await(writer.submit(submission));
        assertThat(answer).isInstanceOf(LedgerAnswer.Refused.class);
        return ((LedgerAnswer.Refused) answer).status();
    }

    private Submission order(UUID member, String ref, @Nullable Instant availableFrom) {
        Command.Accrue order = new Command.Accrue(
                member,
                new BusinessKey("store:test", ref, EntryType.ACCRUAL),
                "test",
                1000,
                java.util.List.of(),
                clock.instant(),
                availableFrom,
                Channel.STORE,
                null,
                ref,
                7);
        return new Submission(order, request(), null, null);
    }

    private static Submission redemption(UUID member, long points) {
        BusinessKey key = new BusinessKey("test", UUID.randomUUID().toString(), EntryType.REDEMPTION);
        Command.Redeem redemption = new Command.Redeem(member, key, "test", points, "TEST", null, "B");
        return new Submission(redemption, request(), null, null);
    }

    private static IdempotencyRequest request() {
        return new IdempotencyRequest(
                "test", UUID.randomUUID().toString(), new byte[32], new ProblemContext(Locale.CHINESE, "0"));
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(60));
    }
}
