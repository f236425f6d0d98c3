package dev.huiyuan.points;

import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;
import static dev.huiyuan.shared.sql.SqlTypes.timestampOrNull;

import dev.huiyuan.points.core.Balance;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.points.core.LedgerRules;
import dev.huiyuan.points.core.Lot;
import dev.huiyuan.points.core.PointsAccount;
import dev.huiyuan.points.core.Setting;
import dev.huiyuan.points.writer.EntryRows;
import dev.huiyuan.points.writer.LotRows;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.json.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads balances and history. What is due by time counts as done, whether it is booked yet or not. A balance and its
 * lots are read by one statement, so that they fit together.
 */
@ApplicationScoped
class PointsQueries {
    private static final String DUE_LOTS = "select " + LotRows.COLUMNS + """
             from points_lot l where l.member_id = a.member_id and l.open and a.next_due_at <= $2 and
            """ + LotRows.DUE_AT + " <= $2";
    private static final String GROUPS = """
            select l.member_id, null::uuid as id, null::uuid as entry_id, 0::bigint as earned,
                sum(l.remaining)::bigint as remaining, false as pending, null::timestamptz as earned_at,
                null::timestamptz as available_from, l.expires_at
            from points_lot l where l.member_id = a.member_id and l.open and not l.pending
                and (l.expires_at is null or l.expires_at > $2)
            group by l.member_id, l.expires_at
            """;
    private static final String NEXT_DUE = """
            case when a.next_due_at is null or a.next_due_at > $2 then a.next_due_at
                else (select min(
            """ + LotRows.DUE_AT + """
            ) from points_lot l where l.member_id = a.member_id and l.open and
            """ + LotRows.DUE_AT + " > $2) end as next_due_at";
    private static final String ACCOUNT = "select a.member_id as account_id, a.available, a.pending as pending_points,"
            + " a.held, a.debt, a.version, " + NEXT_DUE + ", l.* from points_account a left join lateral (";
    private static final String OF_MEMBERS = ") l on true where a.member_id = any($1)";
    private static final String READ_BALANCES = ACCOUNT + DUE_LOTS + OF_MEMBERS;
    private static final String READ_WITH_GROUPS = ACCOUNT + DUE_LOTS + " union all " + GROUPS + OF_MEMBERS;

    private static final String READ_ENTRIES = "select " + EntryRows.COLUMNS + """
             from points_entry e where e.member_id = $1 and e.id < $2 and ($3::text is null or e.type = $3)
                and ($4::timestamptz is null or e.occurred_at >= $4)
                and ($5::timestamptz is null or e.occurred_at < $5)
            order by e.id desc limit $6
            """;
    private static final String LOCATE = "select member_id, type, store_id, order_ref from points_entry where id = $1";

    private final Pool pool;
    private final ProgrammeService programme;
    private final Ids ids;
    private final Json json;

    PointsQueries(Pool pool, ProgrammeService programme, Ids ids, Json json) {
        this.pool = pool;
        this.programme = programme;
        this.ids = ids;
        this.json = json;
    }

    /**
     * An account as it stands.
     *
     * @param balance the figures
     * @param nextDueAt when they change by themselves next, if they will
     * @param expiring available points by expiry, nearest first, without expiry last; only where asked for
     */
    record Standing(Balance balance, @Nullable Instant nextDueAt, List<Expiring> expiring) {}

    /** Available points that expire together. */
    record Expiring(@Nullable Instant expiresAt, long points) {}

    /** An entry's place. */
    record Located(
            UUID memberId,
            EntryType type,
            @Nullable UUID storeId,
            @Nullable String orderRef) {}

    /** What narrows a history down. */
    record Filter(
            @Nullable EntryType type,
            @Nullable Instant from,
            @Nullable Instant until) {}

    /** Balances of members, without expiries. */
    Uni<Map<UUID, Standing>> balances(SqlClient client, Collection<UUID> memberIds, Instant now) {
        return read(client, READ_BALANCES, memberIds, now);
    }

    /** A member's balance with its expiries; empty without an account. */
    Uni<Optional<Standing>> standing(UUID memberId, Instant now) {
        return read(pool, READ_WITH_GROUPS, List.of(memberId), now)
                .map(standings -> Optional.ofNullable(standings.get(memberId)));
    }

    /** A member's entries before an id, latest first. */
    Uni<List<LedgerEntry>> entries(UUID memberId, UUID before, Filter filter, int limit) {
        EntryType type = filter.type();
        return pool.preparedQuery(READ_ENTRIES)
                .execute(Tuple.of(
                        memberId,
                        before,
                        type == null ? null : type.name(),
                        timestampOrNull(filter.from()),
                        timestampOrNull(filter.until()),
                        limit))
                .map(rows ->
                        rows.stream().map(row -> EntryRows.entry(row, json)).toList());
    }

    /** Where an entry is. */
    Uni<Optional<Located>> locate(UUID entryId) {
        return pool.preparedQuery(LOCATE)
                .execute(Tuple.of(entryId))
                .map(rows -> rows.stream()
                        .map(row -> new Located(
                                row.getUUID("member_id"),
                                EntryType.valueOf(row.getString("type")),
                                row.getUUID("store_id"),
                                row.getString("order_ref")))
                        .findFirst());
    }

    private Uni<Map<UUID, Standing>> read(SqlClient client, String sql, Collection<UUID> memberIds, Instant now) {
        return client.preparedQuery(sql)
                .execute(Tuple.of(memberIds.toArray(UUID[]::new), timestamp(now)))
                .map(rows -> standings(rows, now));
    }

    private Map<UUID, Standing> standings(RowSet<Row> rows, Instant now) {
        Map<UUID, List<Row>> byMember = new HashMap<>();
        rows.forEach(row -> byMember.computeIfAbsent(row.getUUID("account_id"), id -> new ArrayList<>())
                .add(row));
        Map<UUID, Standing> standings = new HashMap<>();
        byMember.forEach((memberId, own) -> standings.put(memberId, standing(memberId, own, now)));
        return standings;
    }

    private Standing standing(UUID memberId, List<Row> rows, Instant now) {
        Row first = rows.getFirst();
        Balance booked = new Balance(
                first.getLong("available"),
                first.getLong("pending_points"),
                first.getLong("held"),
                first.getLong("debt"));
        List<Lot> due = rows.stream()
                .filter(row -> row.getUUID("id") != null)
                .map(LotRows::lot)
                .sorted(Lot.SPEND_ORDER)
                .toList();
        PointsAccount account = new PointsAccount(
                memberId, booked, first.getLong("version"), instantOrNull(first, "next_due_at"), due, Map.of());
        PointsAccount current = LedgerRules.at(account, new Setting(now, programme::at, ids::next));
        return new Standing(current.balance(), current.nextDueAt(), expiring(rows, current.lots()));
    }

    private static List<Expiring> expiring(List<Row> rows, List<Lot> matured) {
        Map<Instant, Long> dated = new TreeMap<>();
        long[] undated = {0};
        rows.stream()
                .filter(row -> row.getUUID("id") == null && row.getLong("remaining") != null)
                .forEach(row -> add(dated, undated, instantOrNull(row, "expires_at"), row.getLong("remaining")));
        matured.stream().filter(Lot::isSpendable).forEach(lot -> add(dated, undated, lot.expiresAt(), lot.remaining()));
        List<Expiring> expiring = new ArrayList<>();
        dated.forEach((at, points) -> expiring.add(new Expiring(at, points)));
        if (undated[0] > 0) expiring.add(new Expiring(null, undated[0]));
        return List.copyOf(expiring);
    }

    private static void add(Map<Instant, Long> dated, long[] undated, @Nullable Instant at, long points) {
        if (at == null) undated[0] += points;
        else dated.merge(at, points, Long::sum);
    }
}
