package dev.huiyuan.points.writer;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;

import dev.huiyuan.points.core.Hold;
import dev.huiyuan.points.core.Taken;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads holds from rows, one row for each lot that a hold took from. */
public final class HoldRows {
    /** The columns of {@code points_hold h}, its entry {@code e}, allocations {@code p} and their lots {@code l}. */
    public static final String COLUMNS = """
            h.member_id, h.id as hold_id, e.store_id, e.order_ref, e.reason, h.points as hold_points,
            h.expires_at as hold_expires_at, p.lot_id, -p.amount as taken, l.earned_at, l.expires_at
            """;
    /** What the columns are read from. */
    public static final String TABLES = """
            points_hold h
            join points_entry e on e.member_id = h.member_id and e.id = h.id
            join points_allocation p on p.member_id = h.member_id and p.entry_id = h.id
            join points_lot l on l.member_id = p.member_id and l.id = p.lot_id
            """;

    private HoldRows() {}

    /** The holds of rows, by member. */
    public static Map<UUID, List<Hold>> holds(Iterable<Row> rows) {
        Map<UUID, Map<UUID, Hold>> byMember = new LinkedHashMap<>();
        for (Row row : rows) {
            Map<UUID, Hold> holds = byMember.computeIfAbsent(row.getUUID("member_id"), id -> new LinkedHashMap<>());
            Hold hold = holds.computeIfAbsent(row.getUUID("hold_id"), id -> hold(row));
            hold.taken().put(row.getUUID("lot_id"), taken(row));
        }
        Map<UUID, List<Hold>> holds = new HashMap<>();
        byMember.forEach((memberId, own) -> holds.put(memberId, new ArrayList<>(own.values())));
        return holds;
    }

    private static Hold hold(Row row) {
        return new Hold(
                row.getUUID("hold_id"),
                row.getUUID("store_id"),
                row.getString("order_ref"),
                row.getString("reason"),
                row.getLong("hold_points"),
                instant(row, "hold_expires_at"),
                new HashMap<>());
    }

    /** What was taken from a lot. */
    static Taken taken(Row row) {
        return new Taken(
                row.getUUID("lot_id"),
                row.getLong("taken"),
                instant(row, "earned_at"),
                instantOrNull(row, "expires_at"));
    }
}
