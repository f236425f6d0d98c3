package dev.huiyuan.coupon;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.member.MemberCards;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.job.Job;
import dev.huiyuan.shared.job.JobResult;
import dev.huiyuan.shared.job.JobRun;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.outbox.Outbox;
import dev.huiyuan.shared.outbox.OutboxEvent;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Releases coupons whose lock is past its time, then marks those that are past their end, chunk by chunk. Nothing waits for
 * it: such a lock does not hold and such a coupon is not usable, whether or not they are marked.
 */
@ApplicationScoped
class CouponExpiryJob implements Job {
    private static final String EXPIRED = "expired";

    private static final String RELEASED = "released";

    private static final String RELEASE = """
            with due as (
                select member_id, id, locked_by, locked_until from coupon
                where state = 'LOCKED' and locked_until <= $1
                order by locked_until limit $2 for update skip locked),
            free as (
                update coupon c set state = 'ISSUED', steps = c.steps + 1, locked_by = null, locked_until = null from due
                where c.member_id = due.member_id and c.id = due.id and c.state = 'LOCKED'
                returning c.member_id, c.id, c.steps, due.locked_by, due.locked_until)
            insert into coupon_event (member_id, coupon_id, step, type, occurred_at, actor, ref)
            select member_id, id, steps, 'RELEASED', locked_until, 'system', locked_by from free
            returning member_id
            """;

    private static final String SWEEP = """
            with due as (
                select member_id, id from coupon where state = 'ISSUED' and expires_at <= $1
                order by expires_at, member_id, id limit $2 for update skip locked),
            ended as (
                update coupon c set state = 'EXPIRED', steps = c.steps + 1, ended_at = c.expires_at from due
                where c.member_id = due.member_id and c.id = due.id and c.state = 'ISSUED'
                returning c.member_id, c.id, c.steps, c.ended_at),
            history as (
                insert into coupon_event (member_id, coupon_id, step, type, occurred_at, actor)
                select member_id, id, steps, 'EXPIRED', ended_at, 'system' from ended)
            select member_id, id, ended_at from ended
            """;

    private static final String FORGOTTEN = "forgotten";

    /** What counts for a day is nothing any more when the day is past. */
    private static final List<String> FORGET = Stream.of("coupon_day_limit", "coupon_staff_day")
            .map(table -> "delete from " + table + " where ctid = any(array(select ctid from " + table
                    + " where day < $1 limit $2))")
            .toList();

    private final Transactions transactions;
    private final MemberCards cards;
    private final Outbox outbox;
    private final ProgrammeService programme;
    private final CouponConfig config;
    private final Json json;
    private final Ids ids;
    private final Clock clock;

    CouponExpiryJob(
            Transactions transactions,
            MemberCards cards,
            Outbox outbox,
            ProgrammeService programme,
            CouponConfig config,
            Json json,
            Ids ids,
            Clock clock) {
        this.transactions = transactions;
        this.cards = cards;
        this.outbox = outbox;
        this.programme = programme;
        this.config = config;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "coupon-expiry";
    }

    @Override
    public Uni<JobResult> run(JobRun run) {
        return all(() -> release(run), RELEASED)
                .chain(released -> all(() -> sweep(run), EXPIRED).map(released::plus))
                .chain(swept ->
                        all(() -> forget(run, FORGET.getFirst()), FORGOTTEN).map(swept::plus))
                .chain(swept ->
                        all(() -> forget(run, FORGET.getLast()), FORGOTTEN).map(swept::plus));
    }

    private Uni<Integer> forget(JobRun run, String sql) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), programme.zone());
        return transactions.run(connection -> connection
                .preparedQuery(sql)
                .execute(Tuple.of(today, config.expiryChunk()))
                .map(RowSet::rowCount)
                .call(count -> run.checkpoint(connection, count)));
    }

    /** Repeats rather than recurses, so that a backlog of any length takes the same stack. */
    private Uni<JobResult> all(Supplier<Uni<Integer>> chunk, String figure) {
        return Uni.createFrom()
                .deferred(() -> chunk.get())
                .repeat()
                .whilst(count -> count == config.expiryChunk())
                .collect()
                .with(Collectors.summingLong(Integer::longValue))
                .map(count -> JobResult.of(figure, count));
    }

    private Uni<Integer> release(JobRun run) {
        return transactions
                .run(connection -> connection
                        .preparedQuery(RELEASE)
                        .execute(Tuple.of(timestamp(clock.instant()), config.expiryChunk()))
                        .map(rows -> rows.stream()
                                .map(row -> row.getUUID("member_id"))
                                .toList())
                        .call(members -> run.checkpoint(connection, members.size())))
                .invoke(members -> cards.invalidate(members.stream().distinct().toList()))
                .map(List::size);
    }

    private Uni<Integer> sweep(JobRun run) {
        return transactions
                .run(connection -> chunk(connection).call(events -> run.checkpoint(connection, events.size())))
                .invoke(events -> cards.invalidate(
                        events.stream().map(OutboxEvent::memberId).distinct().toList()))
                .map(List::size);
    }

    private Uni<List<OutboxEvent>> chunk(SqlConnection connection) {
        return connection
                .preparedQuery(SWEEP)
                .execute(Tuple.of(timestamp(clock.instant()), config.expiryChunk()))
                .map(this::events)
                .call(events -> outbox.append(connection, events));
    }

    private List<OutboxEvent> events(RowSet<Row> rows) {
        return rows.stream()
                .map(row -> {
                    UUID memberId = row.getUUID("member_id");
                    CouponExpiredEvent event =
                            new CouponExpiredEvent(row.getUUID("id"), memberId, instant(row, "ended_at"));
                    return new OutboxEvent(
                            ids.next(), CouponExpiredEvent.TOPIC, memberId, json.text(event), event.expiredAt());
                })
                .toList();
    }
}
