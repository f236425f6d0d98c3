package dev.huiyuan.points.writer;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.points.core.Allocation;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.points.core.Lot;
import dev.huiyuan.points.core.PointsAccount;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.sql.SqlArrays;
import dev.huiyuan.shared.sql.WriteSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Writes entries, lots, allocations and the keys that were used besides the commands' own. */
@ApplicationScoped
class LedgerTables {
    private static final String INSERT_ENTRIES = """
            insert into points_entry (member_id, id, seq, type, points, available_after, pending_after, held_after,
                debt_after, amount_fen, order_ref, store_id, channel, source, ref, reversed_entry_id, reason, actor,
                rule_version, explanation, occurred_at, recorded_at)
            select member_id, id, seq, type, points, available_after, pending_after, held_after, debt_after, amount_fen,
                order_ref, store_id, channel, source, ref, reversed_entry_id, reason, actor, rule_version,
                explanation::jsonb, occurred_at, $22
            from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[],
                $8::bigint[], $9::bigint[], $10::bigint[], $11::text[], $12::uuid[], $13::text[], $14::text[],
                $15::text[], $16::uuid[], $17::text[], $18::text[], $19::bigint[], $20::text[], $21::timestamptz[])
                as e (member_id, id, seq, type, points, available_after, pending_after, held_after, debt_after,
                amount_fen, order_ref, store_id, channel, source, ref, reversed_entry_id, reason, actor, rule_version,
                explanation, occurred_at)
            """;
    private static final String INSERT_LOTS = """
            insert into points_lot
                (member_id, id, entry_id, earned, remaining, pending, earned_at, available_from, expires_at)
            select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::bigint[], $6::boolean[],
                $7::timestamptz[], $8::timestamptz[], $9::timestamptz[]) l
            """;
    private static final String UPDATE_LOTS = """
            update points_lot l set remaining = u.remaining, pending = u.pending, available_from = u.available_from
            from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::boolean[], $5::timestamptz[])
                as u (member_id, id, remaining, pending, available_from)
            where l.member_id = u.member_id and l.id = u.id
            """;
    private static final String INSERT_ALLOCATIONS = """
            insert into points_allocation (member_id, entry_id, lot_id, amount)
            select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[]) a
            """;
    private static final String INSERT_KEYS = """
            insert into business_key (source, ref, kind, member_id, entry_id, amount)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::bigint[]) k
            """;

    private final Json json;
    private final AccountTables accounts;

    LedgerTables(Json json, AccountTables accounts) {
        this.json = json;
        this.accounts = accounts;
    }

    private record OwnedLot(UUID memberId, Lot lot) {}

    private record OwnedAllocation(UUID memberId, Allocation allocation) {}

    /** Adds a batch's rows to what is written. */
    void addTo(WriteSet writes, LedgerBatch batch) {
        if (!batch.entries.isEmpty()) addEntries(writes, batch);
        List<OwnedLot> opened = lots(batch, batch.newLots);
        if (!opened.isEmpty()) addNew(writes, opened);
        List<OwnedLot> changed = lots(batch, batch.changedLots);
        if (!changed.isEmpty()) addChanged(writes, changed);
        if (!batch.allocations.isEmpty()) addAllocations(writes, batch);
        if (!batch.keys.isEmpty()) addKeys(writes, batch.keys);
        accounts.addTo(writes, batch);
    }

    private static List<OwnedLot> lots(LedgerBatch batch, Set<LedgerBatch.LotRef> refs) {
        List<OwnedLot> lots = new ArrayList<>(refs.size());
        for (LedgerBatch.LotRef ref : refs) {
            PointsAccount account = Objects.requireNonNull(batch.accounts.get(ref.memberId()));
            lots.add(new OwnedLot(ref.memberId(), account.lot(ref.lotId())));
        }
        return lots;
    }

    private void addEntries(WriteSet writes, LedgerBatch batch) {
        List<LedgerEntry> entries = batch.entries;
        writes.add(
                INSERT_ENTRIES,
                SqlArrays.ids(entries, LedgerEntry::memberId),
                SqlArrays.ids(entries, LedgerEntry::id),
                SqlArrays.longs(entries, LedgerEntry::seq),
                SqlArrays.texts(entries, entry -> entry.type().name()),
                SqlArrays.longs(entries, LedgerEntry::points),
                SqlArrays.longs(entries, entry -> entry.after().available()),
                SqlArrays.longs(entries, entry -> entry.after().pending()),
                SqlArrays.longs(entries, entry -> entry.after().held()),
                SqlArrays.longs(entries, entry -> entry.after().debt()),
                SqlArrays.longs(entries, LedgerEntry::amountFen),
                SqlArrays.texts(entries, LedgerEntry::orderRef),
                SqlArrays.ids(entries, LedgerEntry::storeId),
                SqlArrays.texts(
                        entries,
                        entry ->
                                entry.channel() == null ? null : entry.channel().name()),
                SqlArrays.texts(entries, entry -> entry.key().source()),
                SqlArrays.texts(entries, entry -> entry.key().ref()),
                SqlArrays.ids(entries, LedgerEntry::reversedEntryId),
                SqlArrays.texts(entries, LedgerEntry::reason),
                SqlArrays.texts(entries, LedgerEntry::actor),
                SqlArrays.longs(entries, LedgerEntry::ruleVersion),
                SqlArrays.texts(entries, entry -> json.text(entry.explanation())),
                entries.stream().map(entry -> timestamp(entry.occurredAt())).toArray(OffsetDateTime[]::new),
                timestamp(batch.now));
    }

    private static void addNew(WriteSet writes, List<OwnedLot> lots) {
        writes.add(
                INSERT_LOTS,
                SqlArrays.ids(lots, OwnedLot::memberId),
                SqlArrays.ids(lots, owned -> owned.lot().id()),
                SqlArrays.ids(lots, owned -> owned.lot().entryId()),
                SqlArrays.longs(lots, owned -> owned.lot().earned()),
                SqlArrays.longs(lots, owned -> owned.lot().remaining()),
                lots.stream().map(owned -> owned.lot().pending()).toArray(Boolean[]::new),
                lots.stream().map(owned -> timestamp(owned.lot().earnedAt())).toArray(OffsetDateTime[]::new),
                lots.stream()
                        .map(owned -> timestamp(owned.lot().availableFrom()))
                        .toArray(OffsetDateTime[]::new),
                SqlArrays.timestamps(lots, owned -> owned.lot().expiresAt()));
    }

    private static void addChanged(WriteSet writes, List<OwnedLot> lots) {
        writes.addComplete(
                UPDATE_LOTS,
                SqlArrays.ids(lots, OwnedLot::memberId),
                SqlArrays.ids(lots, owned -> owned.lot().id()),
                SqlArrays.longs(lots, owned -> owned.lot().remaining()),
                lots.stream().map(owned -> owned.lot().pending()).toArray(Boolean[]::new),
                lots.stream()
                        .map(owned -> timestamp(owned.lot().availableFrom()))
                        .toArray(OffsetDateTime[]::new));
    }

    private static void addAllocations(WriteSet writes, LedgerBatch batch) {
        List<OwnedAllocation> all = new ArrayList<>();
        batch.allocations.forEach((memberId, allocations) ->
                allocations.forEach(allocation -> all.add(new OwnedAllocation(memberId, allocation))));
        writes.add(
                INSERT_ALLOCATIONS,
                SqlArrays.ids(all, OwnedAllocation::memberId),
                SqlArrays.ids(all, owned -> owned.allocation().entryId()),
                SqlArrays.ids(all, owned -> owned.allocation().lotId()),
                SqlArrays.longs(all, owned -> owned.allocation().amount()));
    }

    private static void addKeys(WriteSet writes, List<LedgerBatch.MemberKey> keys) {
        writes.add(
                INSERT_KEYS,
                SqlArrays.texts(keys, key -> key.use().key().source()),
                SqlArrays.texts(keys, key -> key.use().key().ref()),
                SqlArrays.texts(keys, key -> key.use().key().kind().name()),
                SqlArrays.ids(keys, LedgerBatch.MemberKey::memberId),
                SqlArrays.ids(keys, key -> key.use().entryId()),
                keys.stream().map(key -> key.use().amount()).toArray(Long[]::new));
    }
}
