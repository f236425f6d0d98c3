package dev.huiyuan.points.writer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.member.NewMembers;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.points.core.Together;
import dev.huiyuan.programme.Channel;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemContext;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.sql.WriteSet;
import dev.huiyuan.testing.Await;
import dev.huiyuan.testing.HuiyuanTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written together with commands, and is not where they are not booked. */
@HuiyuanTest
class AttachmentTest {
    @Inject
    LedgerWriter writer;

    @Inject
    LedgerTransaction ledger;

    @Inject
    NewMembers members;

    @Inject
    Pool pool;

    @Inject
    Clock clock;

    /** A seat that can be taken once. */
    record Seat(UUID id) implements Attachment {}

    /** Takes seats: those that are seen to be taken are refused, those that are taken meanwhile fail in the database. */
    @ApplicationScoped
    static class Seats implements AttachmentHandler<Seat> {
        @Override
        public Class<Seat> type() {
            return Seat.class;
        }

        @Override
        public Handling<Seat> begin(List<Seat> attachments, Instant now) {
            return new Taking(attachments);
        }
    }

    private static final class Taking implements AttachmentHandler.Handling<Seat> {
        private final List<Seat> seats;
        private final Set<UUID> taken = new HashSet<>();
        private final List<Object[]> takes = new ArrayList<>();

        Taking(List<Seat> seats) {
            this.seats = seats;
        }

        @Override
        public List<Uni<Void>> locks(SqlConnection connection) {
            UUID[] ids = seats.stream().map(Seat::id).toArray(UUID[]::new);
            return List.of(connection
                    .preparedQuery("select id from test_seat where id = any($1) for update")
                    .execute(Tuple.of(ids))
                    .invoke(rows -> rows.forEach(row -> taken.add(row.getUUID(0))))
                    .replaceWithVoid());
        }

        @Override
        public @Nullable ProblemException refusal(Seat seat) {
            return taken.contains(seat.id()) ? ProblemCode.COUPON_ALREADY_USED.with() : null;
        }

        @Override
        public void booked(Seat seat, List<LedgerEntry> entries) {
            taken.add(seat.id());
            long points = entries.stream().mapToLong(LedgerEntry::points).sum();
            takes.add(new Object[] {seat.id(), points});
        }

        @Override
        public void addTo(WriteSet writes) {
            if (takes.isEmpty()) return;
            writes.add(
                    "insert into test_seat (id, points) select * from unnest($1::uuid[], $2::bigint[])",
                    takes.stream().map(take -> take[0]).toArray(UUID[]::new),
                    takes.stream().map(take -> take[1]).toArray(Long[]::new));
        }
    }

    @BeforeEach
    void haveSeats() {
        String table = "create table if not exists test_seat (id uuid primary key, points bigint not null"
                + " constraint test_seat_price check (points <> 13))";
        Await.result(() -> pool.query(table).execute());
    }

    private LedgerAnswer order(UUID memberId, long fen, UUID seat) {
        return Await.result(() -> writer.submit(submission(memberId, fen, seat)));
    }

    /** An order that is paid with points. */
    private Submission paying(UUID memberId, long points, long fen, UUID seat) {
        Submission order = submission(memberId, fen, seat);
        BusinessKey key = new BusinessKey("test", UUID.randomUUID().toString(), EntryType.REDEMPTION);
        Command.Redeem spending = new Command.Redeem(memberId, key, "test", points, "TEST", null, null);
        return order.with(new Together(List.of(spending), order.command()));
    }

    private Submission submission(UUID memberId, long fen, UUID seat) {
        String ref = UUID.randomUUID().toString();
        Command.Accrue order = new Command.Accrue(
                memberId,
                new BusinessKey("store:test", ref, EntryType.ACCRUAL),
                "test",
                fen,
                List.of(),
                clock.instant(),
                null,
                Channel.STORE,
                null,
                ref,
                7);
        IdempotencyRequest request =
                new IdempotencyRequest("test", ref, new byte[32], new ProblemContext(Locale.CHINESE, "0"));
        return new Submission(order, request, null, null, new Seat(seat));
    }

    private Object settled(Submission submission) {
        return settled(List.of(submission)).getFirst();
    }

    /** Submits all at once and waits for the answers, or the failures. */
    private List<Object> settled(List<Submission> submissions) {
        return Await.result(() -> Uni.join()
                .all(submissions.stream()
                        .map(submission -> writer.submit(submission)
                                .map(answer -> (Object) answer)
                                .onFailure()
                                .recoverWithItem(failure -> failure))
                        .toList())
                .andFailFast());
    }

    private @Nullable Long points(UUID seat) {
        for (var row : Await.result(() ->
                pool.preparedQuery("select points from test_seat where id = $1").execute(Tuple.of(seat)))) {
            return row.getLong(0);
        }
        return null;
    }

    private long entries(UUID memberId) {
        return Await.result(() -> pool.preparedQuery("select count(*) from points_entry where member_id = $1")
                        .execute(Tuple.of(memberId)))
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    void attachmentIsWrittenWithItsCommand() {
        UUID seat = UUID.randomUUID();

        assertThat(order(members.active().id(), 5_000, seat)).isInstanceOf(LedgerAnswer.Booked.class);

        assertThat(points(seat)).isEqualTo(50);
    }

    @Test
    void commandIsRefusedForItsAttachmentAndNothingIsBooked() {
        UUID seat = UUID.randomUUID();
        order(members.active().id(), 5_000, seat);
        UUID late = members.active().id();

        LedgerAnswer answer = order(late, 6_000, seat);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        LedgerAnswer.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(409));
        assertThat(points(seat)).isEqualTo(50);
        assertThat(entries(late)).isZero();
    }

    @Test
    void refusedCommandLeavesItsAttachmentUnwritten() {
        UUID seat = UUID.randomUUID();
        UUID poor = members.active().id();
        order(poor, 5_000, UUID.randomUUID());

        assertThat(settled(paying(poor, 51, 2_000, seat))).isInstanceOf(LedgerAnswer.Refused.class);

        assertThat(points(seat)).isNull();
        assertThat(entries(poor)).isEqualTo(1);
    }

    @Test
    void attachmentSeesEverythingThatItsCommandsBooked() {
        UUID seat = UUID.randomUUID();
        UUID member = members.active().id();
        order(member, 5_000, UUID.randomUUID());

        assertThat(settled(paying(member, 50, 2_000, seat))).isInstanceOf(LedgerAnswer.Booked.class);

        assertThat(points(seat)).isEqualTo(20 - 50);
        assertThat(entries(member)).isEqualTo(3);
    }

    @Test
    void attachmentIsWrittenWithinTheTransactionOfACaller() {
        UUID seat = UUID.randomUUID();
        UUID member = members.active().id();
        order(member, 1_000, UUID.randomUUID());

        Await.result(
                () -> pool.withTransaction(connection -> ledger.within(connection, submission(member, 5_000, seat))));

        assertThat(points(seat)).isEqualTo(50);
    }

    @Test
    void ofManyWhoWantOneSeatAtOnceOneGetsIt() {
        UUID seat = UUID.randomUUID();
        List<UUID> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) all.add(members.active().id());

        List<Object> answers = settled(
                all.stream().map(member -> submission(member, 5_000, seat)).toList());

        assertThat(answers.stream().filter(LedgerAnswer.Booked.class::isInstance))
                .hasSize(1);
        assertThat(answers.stream().filter(LedgerAnswer.Refused.class::isInstance))
                .hasSize(19);
        assertThat(all.stream().mapToLong(this::entries).sum()).isEqualTo(1);
    }

    @Test
    void attachmentThatTheDatabaseRefusesFailsAloneInItsBatch() {
        List<UUID> seats = new ArrayList<>();
        List<Submission> batch = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            seats.add(UUID.randomUUID());
            batch.add(submission(members.active().id(), i == 11 ? 1_300 : 2_000, seats.get(i)));
        }

        assertThat(settled(batch).get(11)).isInstanceOf(ProblemException.class);

        assertThat(points(seats.get(11))).isNull();
        seats.remove(11);
        assertThat(seats).allSatisfy(seat -> assertThat(points(seat)).isEqualTo(20));
    }
}
