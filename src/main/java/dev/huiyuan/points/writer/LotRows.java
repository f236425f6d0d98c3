package dev.huiyuan.points.writer;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;

import dev.huiyuan.points.core.Lot;
import io.vertx.mutiny.sqlclient.Row;

/** Reads lots from rows. */
public final class LotRows {
    /** The columns of {@code points_lot l} that make a lot. */
    public static final String COLUMNS =
            "l.member_id, l.id, l.entry_id, l.earned, l.remaining, l.pending, l.earned_at, l.available_from, l.expires_at";

    /**
     * When an open lot of {@code points_lot l} changes by itself: as {@link Lot#dueAt} says it, or a lot that the one
     * takes for due and the other does not would stay for ever, counted and never spent.
     */
    public static final String DUE_AT =
            "(case when l.pending or l.expires_at < l.available_from then l.available_from else l.expires_at end)";

    private LotRows() {}

    /** The lot of a row. */
    public static Lot lot(Row row) {
        return new Lot(
                row.getUUID("id"),
                row.getUUID("entry_id"),
                row.getLong("earned"),
                row.getLong("remaining"),
                row.getBoolean("pending"),
                instant(row, "earned_at"),
                instant(row, "available_from"),
                instantOrNull(row, "expires_at"));
    }
}
