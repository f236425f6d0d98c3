package dev.huiyuan.points.writer;

import static dev.huiyuan.shared.sql.SqlTypes.instant;

import dev.huiyuan.points.core.Balance;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.Explanation;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.programme.Channel;
import dev.huiyuan.shared.json.Json;
import io.vertx.mutiny.sqlclient.Row;

/** Reads entries from rows. */
public final class EntryRows {
    /** The columns of {@code points_entry e} that make an entry. */
    public static final String COLUMNS = """
            e.member_id, e.id, e.seq, e.type, e.points, e.available_after, e.pending_after, e.held_after, e.debt_after,
            e.amount_fen, e.order_ref, e.store_id, e.channel, e.source, e.ref, e.reversed_entry_id, e.reason, e.actor,
            e.rule_version, e.explanation::text as explanation, e.occurred_at, e.recorded_at
            """;

    /** Whether passing time booked an entry of {@code points_entry e}. */
    public static final String BY_TIME = "e.actor = 'system:time'";

    /** When the balance changed by an entry of {@code points_entry e}, see {@link LedgerEntry#effectiveAt}. */
    public static final String EFFECTIVE_AT = "(case when " + BY_TIME + " then e.occurred_at else e.recorded_at end)";

    private EntryRows() {}

    /** The balance right after the entry of a row. */
    public static Balance after(Row row) {
        return new Balance(
                row.getLong("available_after"),
                row.getLong("pending_after"),
                row.getLong("held_after"),
                row.getLong("debt_after"));
    }

    /** The entry of a row. */
    public static LedgerEntry entry(Row row, Json json) {
        EntryType type = EntryType.valueOf(row.getString("type"));
        String channel = row.getString("channel");
        return new LedgerEntry(
                row.getUUID("member_id"),
                row.getUUID("id"),
                row.getLong("seq"),
                type,
                row.getLong("points"),
                after(row),
                row.getLong("amount_fen"),
                row.getString("order_ref"),
                row.getUUID("store_id"),
                channel == null ? null : Channel.valueOf(channel),
                new BusinessKey(row.getString("source"), row.getString("ref"), type),
                row.getUUID("reversed_entry_id"),
                row.getString("reason"),
                row.getString("actor"),
                row.getInteger("rule_version"),
                json.read(row.getString("explanation"), Explanation.class),
                instant(row, "occurred_at"),
                instant(row, "recorded_at"));
    }
}
