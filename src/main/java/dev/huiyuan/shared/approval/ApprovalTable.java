package dev.huiyuan.shared.approval;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.outbox.Outbox;
import dev.huiyuan.shared.outbox.OutboxEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of approvals; each change of it writes its event. */
@ApplicationScoped
class ApprovalTable {
    private static final String COLUMNS = """
            id, kind, member_id, store_id, requested_by, requested_at, expires_at, payload::text as payload,
            case when state = 'OPEN' and expires_at <= $1 then 'EXPIRED' else state end as state, decided_by,
            decided_at, reason, result::text as result, version
            """;
    private static final String INSERT = """
            insert into approval (id, kind, member_id, store_id, requested_by, requested_at, expires_at, payload)
            values ($2, $3, $4, $5, $6, $1, $7, $8::text::jsonb) returning
            """ + COLUMNS;
    private static final String READ = "select " + COLUMNS + " from approval where id = $2";
    private static final String LOCK = READ + " for no key update";
    private static final String DECIDE = """
            update approval set state = $3, decided_by = $4, decided_at = $1, reason = $5, result = $6::text::jsonb,
                version = version + 1
            where id = $2 and state = 'OPEN' and expires_at > $1 returning
            """ + COLUMNS;
    private static final String EXPIRE = """
            update approval set state = 'EXPIRED', version = version + 1
            where state = 'OPEN' and id = any(array(
                select id from approval where state = 'OPEN' and expires_at <= $1
                order by expires_at limit $2 for no key update skip locked))
            returning
            """ + COLUMNS;
    private static final String WANTED = """
             a.id < $2 and ($3::text is null or a.kind = $3) and ($8::text is null or $8
                = case when a.state = 'OPEN' and a.expires_at <= $1 then 'EXPIRED' else a.state end)
            """;
    private static final String LATEST = " order by a.id desc limit $9)";
    /** One look into an index for each reason to see something, rather than past the rows of all other stores. */
    private static final String PAGE =
            "with visible as ((select a.id from approval a where $5 and a.kind = any($4) and "
                    + WANTED + LATEST + """
            union (select v.id from unnest($6::uuid[]) as s (store_id) cross join lateral (
                select a.id from approval a where not $5 and a.store_id = s.store_id and a.kind = any($4) and
            """ + WANTED + LATEST + " v)" + """
            union (select a.id from approval a where not $5 and a.store_id is null and a.kind = any($4) and
            """ + WANTED + LATEST
                    + " union (select a.id from approval a where a.requested_by = $7 and " + WANTED + LATEST
                    + ") select " + COLUMNS
                    + " from approval where id in (select id from visible) order by id desc limit $9";

    private final Outbox outbox;
    private final Json json;
    private final Ids ids;

    ApprovalTable(Outbox outbox, Json json, Ids ids) {
        this.outbox = outbox;
        this.json = json;
        this.ids = ids;
    }

    /**
     * What somebody may see.
     *
     * @param kinds the kinds that their role decides
     * @param caller who, with the stores
     * @param actor their own requests
     */
    record View(Collection<String> kinds, Caller caller, String actor) {}

    /** What is looked for. */
    record Filter(@Nullable ApprovalState state, @Nullable String kind) {}

    Uni<Approval> insert(SqlConnection connection, NewApproval asked, Instant now, Instant expiresAt) {
        Tuple values = Tuple.from(Arrays.asList(
                timestamp(now),
                ids.next(),
                asked.kind(),
                asked.memberId(),
                asked.storeId(),
                asked.requestedBy(),
                timestamp(expiresAt),
                json.text(asked.payload())));
        return connection
                .preparedQuery(INSERT)
                .execute(values)
                .map(rows -> approvals(rows).getFirst())
                .call(approval -> tell(connection, ApprovalEvent.REQUESTED, List.of(approval), now));
    }

    Uni<Optional<Approval>> read(SqlClient client, UUID id, Instant now) {
        return client.preparedQuery(READ).execute(Tuple.of(timestamp(now), id)).map(ApprovalTable::first);
    }

    /** Locks an approval until the transaction ends. */
    Uni<Optional<Approval>> lock(SqlConnection connection, UUID id, Instant now) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(timestamp(now), id))
                .map(ApprovalTable::first);
    }

    /** Decides an approval that is still open; empty for any other. */
    Uni<Optional<Approval>> decide(SqlConnection connection, Approval decided) {
        Instant now = java.util.Objects.requireNonNull(decided.decidedAt());
        Tuple values = Tuple.of(
                timestamp(now),
                decided.id(),
                decided.state().name(),
                decided.decidedBy(),
                decided.reason(),
                decided.result());
        return connection
                .preparedQuery(DECIDE)
                .execute(values)
                .map(ApprovalTable::first)
                .call(stored ->
                        tell(connection, ApprovalEvent.DECIDED, stored.stream().toList(), now));
    }

    /** Closes approvals that nobody decided in time, at most so many. */
    Uni<List<Approval>> expire(SqlConnection connection, Instant now, int limit) {
        return connection
                .preparedQuery(EXPIRE)
                .execute(Tuple.of(timestamp(now), limit))
                .map(ApprovalTable::approvals)
                .call(expired -> tell(connection, ApprovalEvent.EXPIRED, expired, now));
    }

    /** Approvals that somebody may see before an id, newest first. */
    Uni<List<Approval>> page(SqlClient client, View view, Filter filter, UUID before, int limit, Instant now) {
        Tuple values = Tuple.from(Arrays.asList(
                timestamp(now),
                before,
                filter.kind(),
                view.kinds().toArray(String[]::new),
                view.caller().allStores(),
                view.caller().storeIds().toArray(UUID[]::new),
                view.actor(),
                filter.state() == null ? null : filter.state().name(),
                limit));
        return client.preparedQuery(PAGE).execute(values).map(ApprovalTable::approvals);
    }

    private Uni<Void> tell(SqlConnection connection, String topic, List<Approval> approvals, Instant now) {
        return outbox.append(
                connection,
                approvals.stream()
                        .map(approval -> new OutboxEvent(
                                ids.next(),
                                topic,
                                approval.memberId(),
                                json.text(ApprovalEvent.of(approval, now)),
                                now))
                        .toList());
    }

    private static Optional<Approval> first(RowSet<Row> rows) {
        return approvals(rows).stream().findFirst();
    }

    private static List<Approval> approvals(RowSet<Row> rows) {
        return rows.stream().map(ApprovalTable::approval).toList();
    }

    private static Approval approval(Row row) {
        return new Approval(
                row.getUUID("id"),
                row.getString("kind"),
                row.getUUID("member_id"),
                row.getUUID("store_id"),
                row.getString("requested_by"),
                instant(row, "requested_at"),
                instant(row, "expires_at"),
                row.getString("payload"),
                ApprovalState.valueOf(row.getString("state")),
                row.getString("decided_by"),
                instantOrNull(row, "decided_at"),
                row.getString("reason"),
                row.getString("result"),
                row.getInteger("version"));
    }
}
