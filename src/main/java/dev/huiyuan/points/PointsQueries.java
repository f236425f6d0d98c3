package dev.huiyuan.points;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;
import static dev.huiyuan.shared.sql.SqlTypes.timestampOrNull;

import dev.huiyuan.points.core.Balance;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.EntryRef;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.Hold;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.points.core.LedgerRules;
import dev.huiyuan.points.core.Lot;
import dev.huiyuan.points.core.PointsAccount;
import dev.huiyuan.points.core.Setting;
import dev.huiyuan.points.writer.AccountRows;
import dev.huiyuan.points.writer.EntryRows;
import dev.huiyuan.points.writer.HoldRows;
import dev.huiyuan.points.writer.LotRows;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.cache.CacheConfig;
import dev.huiyuan.shared.cache.CoalescedReads;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.json.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads balances and history. What is due by time counts as done, whether it is booked yet or not. A balance and its
 * lots are read by one statement, so that they fit together.
 */
@ApplicationScoped
class PointsQueries {
    /** Whether sliding expiry takes a lot of {@code points_lot l}. */
    private static final String SLIDES = "(l.expires_at is null and not l.pending and a.sliding_expires_at <= $2)";

    private static final String NO_HOLD = """
            , null::uuid as hold_id, null::uuid as store_id, null::text as order_ref, null::text as reason,
            null::bigint as hold_points, null::timestamptz as hold_expires_at, null::uuid as lot_id,
            null::bigint as taken
            """;
    private static final String NO_LOT = """
            select h.member_id, null::uuid as id, null::uuid as entry_id, 0::bigint as earned, 0::bigint as remaining,
                false as pending, h.earned_at, null::timestamptz as available_from, h.expires_at, h.hold_id,
                h.store_id, h.order_ref, h.reason, h.hold_points, h.hold_expires_at, h.lot_id, h.taken
            """;
    private static final String DUE_LOTS = "select " + LotRows.COLUMNS + NO_HOLD
            + " from points_lot l where l.member_id = a.member_id and l.open and a.next_due_at <= $2 and ("
            + LotRows.DUE_AT + " <= $2 or " + SLIDES + ")";
    private static final String DUE_HOLDS =
            NO_LOT + " from (select " + HoldRows.COLUMNS + " from " + HoldRows.TABLES + """
             where h.member_id = a.member_id and h.state = 'OPEN' and a.next_due_at <= $2 and h.expires_at <= $2) h
            """;
    private static final String GROUPS = """
            select l.member_id, null::uuid as id, null::uuid as entry_id, 0::bigint as earned,
                sum(l.remaining)::bigint as remaining, false as pending, null::timestamptz as earned_at,
                null::timestamptz as available_from, l.expires_at
            """ + NO_HOLD + """
            from points_lot l where l.member_id = a.member_id and l.open and not l.pending
                and (l.expires_at is null or l.expires_at > $2) and not
            """ + SLIDES + " is true group by l.member_id, l.expires_at";
    private static final String NEXT_DUE = """
            case when a.next_due_at is null or a.next_due_at > $2 then a.next_due_at else (select min(n.at) from (
                select
            """ + LotRows.DUE_AT + """
                as at from points_lot l where l.member_id = a.member_id and l.open
                union all select h.expires_at from points_hold h where h.member_id = a.member_id and h.state = 'OPEN'
                union all select a.sliding_expires_at) n where n.at > $2) end as changes_at
            """;
    private static final String ACCOUNT = "select " + AccountRows.COLUMNS + ", " + NEXT_DUE
            + ", l.* from points_account a left join lateral (" + DUE_LOTS + " union all " + DUE_HOLDS;
    private static final String OF_MEMBERS = ") l on true where a.member_id = any($1)";
    private static final String READ_BALANCES = ACCOUNT + OF_MEMBERS;
    private static final String READ_WITH_GROUPS = ACCOUNT + " union all " + GROUPS + OF_MEMBERS;

    private static final String READ_ENTRIES = "select " + EntryRows.COLUMNS + """
             from points_entry e where e.member_id = $1 and e.id < $2 and ($3::text is null or e.type = $3)
                and ($4::timestamptz is null or e.occurred_at >= $4)
                and ($5::timestamptz is null or e.occurred_at < $5)
            order by e.id desc limit $6
            """;
    private static final String HOLDER = """
            with recursive holder (id, into_id) as (
                select a.member_id, a.merged_into from points_account a where a.member_id = $1
                union select a.member_id, a.merged_into from points_account a join holder h on a.member_id = h.into_id)
            select id from holder where into_id is null
            """;
    /** An entry by its id, with the account that answers for it now: merges are followed. */
    private static final String LOCATE = "select " + EntryRows.COLUMNS + """
            , case when o.merged_into is null then e.member_id else (with recursive holder (id, into_id) as (
                    select a.member_id, a.merged_into from points_account a where a.member_id = o.merged_into
                    union select a.member_id, a.merged_into from points_account a join holder h on a.member_id = h.into_id)
                select id from holder where into_id is null) end as holder_id
            from points_entry e join points_account o on o.member_id = e.member_id where
            """;

    private static final String LOCATE_BY_ID = LOCATE + " e.id = any($1::uuid[])";
    private static final String LOCATE_BY_KEY = LOCATE + """
             (e.member_id, e.id) = (select b.member_id, b.entry_id from business_key b
                where b.source = $1 and b.ref = $2 and b.kind = $3)
            """;

    private static final String LOCATE_BY_REFS = LOCATE + """
             (e.member_id, e.id) in (select b.member_id, b.entry_id from business_key b
                where b.source = $1 and b.ref = any($2) and b.kind = 'ACCRUAL')
            limit 2
            """;

    private final Pool pool;
    private final ProgrammeService programme;
    private final Ids ids;
    private final Json json;
    private final CoalescedReads<UUID, Located> entries;

    PointsQueries(Pool pool, ProgrammeService programme, Ids ids, Json json, Vertx vertx, CacheConfig config) {
        this.pool = pool;
        this.programme = programme;
        this.ids = ids;
        this.json = json;
        entries = new CoalescedReads<>(vertx, config.source(), this::locateAll);
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

    /**
     * An entry with its place.
     *
     * @param entry the entry
     * @param holderId whose account answers for it now: another one's after a merge
     */
    record Located(LedgerEntry entry, UUID holderId) {
        EntryRef ref() {
            return new EntryRef(entry.memberId(), entry.id());
        }
    }

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

    /** A member's account with what is due by an instant; empty without an account. */
    Uni<Optional<PointsAccount>> account(SqlClient client, UUID memberId, Instant at) {
        return accounts(client, List.of(memberId), at).map(accounts -> Optional.ofNullable(accounts.get(memberId)));
    }

    /** Members' accounts with what is due by an instant. */
    Uni<Map<UUID, PointsAccount>> accounts(SqlClient client, Collection<UUID> memberIds, Instant at) {
        return client.preparedQuery(READ_BALANCES)
                .execute(Tuple.of(memberIds.toArray(UUID[]::new), timestamp(at)))
                .map(rows -> byMember(rows, PointsQueries::account));
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

    /** Whose account answers for a member's now: the member's own, or the one that it was merged into. */
    Uni<UUID> holder(UUID memberId) {
        return pool.preparedQuery(HOLDER)
                .execute(Tuple.of(memberId))
                .map(rows ->
                        rows.rowCount() == 0 ? memberId : rows.iterator().next().getUUID("id"));
    }

    /** Where an entry is. Captures and reversals that come at the same time are looked up together. */
    Uni<Optional<Located>> locate(UUID entryId) {
        return entries.read(entryId);
    }

    private Uni<Map<UUID, Located>> locateAll(List<UUID> entryIds) {
        return pool.preparedQuery(LOCATE_BY_ID)
                .execute(Tuple.of(entryIds.toArray(UUID[]::new)))
                .map(rows -> rows.stream()
                        .map(this::located)
                        .collect(Collectors.toMap(located -> located.entry().id(), Function.identity())));
    }

    private Located located(Row row) {
        return new Located(EntryRows.entry(row, json), row.getUUID("holder_id"));
    }

    /** Where the entries are of orders with one of several references; of two or more at least two. */
    Uni<List<Located>> locateOrders(String source, List<String> refs) {
        return pool.preparedQuery(LOCATE_BY_REFS)
                .execute(Tuple.of(source, refs.toArray(String[]::new)))
                .map(rows -> rows.stream().map(this::located).toList());
    }

    /** Where the entry is that was booked under a business key. */
    Uni<Optional<Located>> locate(BusinessKey key) {
        return pool.preparedQuery(LOCATE_BY_KEY)
                .execute(Tuple.of(key.source(), key.ref(), key.kind().name()))
                .map(rows -> rows.stream().map(this::located).findFirst());
    }

    private Uni<Map<UUID, Standing>> read(SqlClient client, String sql, Collection<UUID> memberIds, Instant now) {
        return client.preparedQuery(sql)
                .execute(Tuple.of(memberIds.toArray(UUID[]::new), timestamp(now)))
                .map(rows -> byMember(rows, own -> standing(own, now)));
    }

    private static <T> Map<UUID, T> byMember(RowSet<Row> rows, Function<List<Row>, T> one) {
        Map<UUID, List<Row>> byMember = new HashMap<>();
        rows.forEach(row -> byMember.computeIfAbsent(row.getUUID("account_id"), id -> new ArrayList<>())
                .add(row));
        Map<UUID, T> all = HashMap.newHashMap(byMember.size());
        byMember.forEach((memberId, own) -> all.put(memberId, one.apply(own)));
        return all;
    }

    private Standing standing(List<Row> rows, Instant now) {
        PointsAccount current = LedgerRules.settle(account(rows), new Setting(now, programme::at, ids::next))
                .account();
        return new Standing(current.balance(), current.nextDueAt(), expiring(rows, current));
    }

    /** A hold that has timed out gives back to lots that are not read: an empty one stands for each. */
    private static PointsAccount account(List<Row> rows) {
        Row first = rows.getFirst();
        List<Row> ofHolds =
                rows.stream().filter(row -> row.getUUID("hold_id") != null).toList();
        Map<UUID, Lot> lots = new HashMap<>();
        ofHolds.forEach(row -> lots.put(row.getUUID("lot_id"), emptyLot(row)));
        rows.stream()
                .filter(row -> row.getUUID("id") != null)
                .map(LotRows::lot)
                .forEach(lot -> lots.put(lot.id(), lot));
        PointsAccount account = AccountRows.account(first);
        List<Hold> holds = HoldRows.holds(ofHolds).getOrDefault(account.memberId(), List.of());
        return account.dueAt(instantOrNull(first, "changes_at"))
                .with(lots.values().stream().sorted(Lot.SPEND_ORDER).toList())
                .with(new PointsAccount.History(Map.of(), holds, Map.of()));
    }

    private static Lot emptyLot(Row row) {
        UUID id = row.getUUID("lot_id");
        Instant earnedAt = instant(row, "earned_at");
        return new Lot(id, id, Balance.LIMIT, 0, false, earnedAt, earnedAt, instantOrNull(row, "expires_at"));
    }

    private static List<Expiring> expiring(List<Row> rows, PointsAccount current) {
        Map<Instant, Long> dated = new TreeMap<>();
        long[] undated = {0};
        rows.stream()
                .filter(row -> row.getUUID("id") == null && row.getUUID("hold_id") == null)
                .filter(row -> row.getLong("remaining") != null)
                .forEach(row -> add(dated, undated, instantOrNull(row, "expires_at"), row.getLong("remaining")));
        current.lots().stream()
                .filter(Lot::isSpendable)
                .forEach(lot -> add(dated, undated, lot.expiresAt(), lot.remaining()));
        Instant sliding = current.standing().slidingExpiresAt();
        if (undated[0] > 0 && sliding != null) {
            dated.merge(sliding, undated[0], Long::sum);
            undated[0] = 0;
        }
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
