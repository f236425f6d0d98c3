package dev.huiyuan.coupon;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.member.MemberCards;
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
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Marks coupons that are past their end, chunk by chunk. Nothing waits for it: such a coupon is not usable whether or
 * not it is marked.
 */
@ApplicationScoped
class CouponExpiryJob implements Job {
    private static final String EXPIRED = "expired";

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

    private final Transactions transactions;
    private final MemberCards cards;
    private final Outbox outbox;
    private final CouponConfig config;
    private final Json json;
    private final Ids ids;
    private final Clock clock;

    CouponExpiryJob(
            Transactions transactions,
            MemberCards cards,
            Outbox outbox,
            CouponConfig config,
            Json json,
            Ids ids,
            Clock clock) {
        this.transactions = transactions;
        this.cards = cards;
        this.outbox = outbox;
        this.config = config;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "coupon-expiry";
    }

    /** Repeats rather than recurses, so that a backlog of any length takes the same stack. */
    @Override
    public Uni<JobResult> run(JobRun run) {
        return Uni.createFrom()
                .deferred(() -> sweep(run))
                .repeat()
                .whilst(count -> count == config.expiryChunk())
                .collect()
                .with(Collectors.summingLong(Integer::longValue))
                .map(count -> JobResult.of(EXPIRED, count));
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
