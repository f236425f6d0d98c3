package dev.huiyuan.points.writer;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.HoldChange;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.points.core.PointsAccount;
import dev.huiyuan.shared.sql.SqlArrays;
import dev.huiyuan.shared.sql.WriteSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Writes accounts, their holds and their merges. */
@ApplicationScoped
class AccountTables {
    private static final String UPDATE_FIGURES = """
            update points_account a set available = u.available, pending = u.pending, held = u.held, debt = u.debt,
                version = u.version, next_due_at = u.next_due_at
            from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[],
                $7::timestamptz[]) as u (member_id, available, pending, held, debt, version, next_due_at)
            where a.member_id = u.member_id
            """;
    private static final String UPDATE_ALL = """
            update points_account a set available = u.available, pending = u.pending, held = u.held, debt = u.debt,
                version = u.version, next_due_at = u.next_due_at, frozen = u.frozen, merged_into = u.merged_into,
                sliding_expires_at = u.sliding_expires_at
            from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[],
                $7::timestamptz[], $8::boolean[], $9::uuid[], $10::timestamptz[]) as u (member_id, available, pending,
                held, debt, version, next_due_at, frozen, merged_into, sliding_expires_at)
            where a.member_id = u.member_id
            """;
    private static final String INSERT_HOLDS = """
            insert into points_hold (member_id, id, points, expires_at, state)
            select member_id, id, points, expires_at, 'OPEN'
            from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::timestamptz[]) as h (member_id, id, points, expires_at)
            """;
    private static final String SETTLE_HOLDS = """
            update points_hold h set state = u.state, captured = u.captured, settled_by = u.settled_by
            from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::uuid[])
                as u (member_id, id, state, captured, settled_by)
            where h.member_id = u.member_id and h.id = u.id and h.state = $6
            """;
    private static final String INSERT_MERGES = """
            insert into points_merge (id, from_id, into_id, in_entry_id)
            select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) m
            """;
    private static final String UNDO_MERGES = """
            update points_merge m set undone_by = u.undone_by
            from unnest($1::uuid[], $2::uuid[]) as u (id, undone_by) where m.id = u.id and m.undone_by is null
            """;

    AccountTables() {}

    /** Adds a batch's rows to what is written. */
    void addTo(WriteSet writes, LedgerBatch batch) {
        List<PointsAccount> figures = batch.changedAccounts(false);
        if (!figures.isEmpty())
            writes.addComplete(UPDATE_FIGURES, figures(figures).toArray());
        List<PointsAccount> standings = batch.changedAccounts(true);
        if (!standings.isEmpty()) {
            List<Object> columns = figures(standings);
            columns.add(standings.stream()
                    .map(account -> account.standing().frozen())
                    .toArray(Boolean[]::new));
            columns.add(SqlArrays.ids(standings, account -> account.standing().mergedInto()));
            columns.add(SqlArrays.timestamps(
                    standings, account -> account.standing().slidingExpiresAt()));
            writes.addComplete(UPDATE_ALL, columns.toArray());
        }
        addHolds(writes, batch.holds);
        addMerges(writes, batch.entries);
    }

    private static List<Object> figures(List<PointsAccount> accounts) {
        List<Object> columns = new ArrayList<>();
        columns.add(SqlArrays.ids(accounts, PointsAccount::memberId));
        columns.add(SqlArrays.longs(accounts, account -> account.balance().available()));
        columns.add(SqlArrays.longs(accounts, account -> account.balance().pending()));
        columns.add(SqlArrays.longs(accounts, account -> account.balance().held()));
        columns.add(SqlArrays.longs(accounts, account -> account.balance().debt()));
        columns.add(SqlArrays.longs(accounts, PointsAccount::version));
        columns.add(SqlArrays.timestamps(accounts, PointsAccount::nextDueAt));
        return columns;
    }

    private static void addHolds(WriteSet writes, List<LedgerBatch.MemberHold> holds) {
        List<LedgerBatch.MemberHold> opened = holds.stream()
                .filter(hold -> hold.change().state() == HoldChange.State.OPEN)
                .toList();
        if (!opened.isEmpty()) {
            writes.add(
                    INSERT_HOLDS,
                    SqlArrays.ids(opened, LedgerBatch.MemberHold::memberId),
                    SqlArrays.ids(opened, hold -> hold.change().holdId()),
                    SqlArrays.longs(opened, hold -> hold.change().points()),
                    opened.stream()
                            .map(hold -> timestamp(hold.change().expiresAt()))
                            .toArray(OffsetDateTime[]::new));
        }
        List<LedgerBatch.MemberHold> settled = holds.stream()
                .filter(hold -> hold.change().state() != HoldChange.State.OPEN)
                .toList();
        if (settled.isEmpty()) return;
        writes.addComplete(
                SETTLE_HOLDS,
                SqlArrays.ids(settled, LedgerBatch.MemberHold::memberId),
                SqlArrays.ids(settled, hold -> hold.change().holdId()),
                SqlArrays.texts(settled, hold -> hold.change().state().name()),
                SqlArrays.longs(settled, hold -> hold.change().captured()),
                SqlArrays.ids(settled, hold -> hold.change().settledBy()),
                // A parameter: a constant would lead to the index of open holds, with all that were open lately.
                HoldChange.State.OPEN.name());
    }

    /** A merge is told by its entries: which account went into which. */
    private static void addMerges(WriteSet writes, List<LedgerEntry> entries) {
        List<LedgerEntry> merged = ofType(entries, EntryType.MERGE_OUT);
        if (!merged.isEmpty()) {
            writes.add(
                    INSERT_MERGES,
                    SqlArrays.ids(merged, LedgerEntry::id),
                    SqlArrays.ids(merged, LedgerEntry::memberId),
                    SqlArrays.ids(merged, entry -> entry.explanation().counterpart()),
                    SqlArrays.ids(merged, entry -> entry.explanation().counterEntryId()));
        }
        List<LedgerEntry> undone = ofType(entries, EntryType.MERGE_OUT_REVERSAL);
        if (undone.isEmpty()) return;
        writes.addComplete(
                UNDO_MERGES,
                SqlArrays.ids(undone, LedgerEntry::reversedEntryId),
                SqlArrays.ids(undone, LedgerEntry::id));
    }

    private static List<LedgerEntry> ofType(List<LedgerEntry> entries, EntryType type) {
        return entries.stream().filter(entry -> entry.type() == type).toList();
    }
}
