package dev.huiyuan.points.writer;

import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;

import dev.huiyuan.points.core.Balance;
import dev.huiyuan.points.core.PointsAccount;
import dev.huiyuan.points.core.Standing;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;

/** Reads accounts from rows. */
public final class AccountRows {
    /** The columns of {@code points_account a} that make an account. */
    public static final String COLUMNS = """
            a.member_id as account_id, a.available, a.pending as pending_points, a.held, a.debt, a.version, a.frozen,
            a.merged_into, a.sliding_expires_at, a.next_due_at
            """;

    private AccountRows() {}

    /** The account of a row, without its lots. */
    public static PointsAccount account(Row row) {
        return new PointsAccount(
                row.getUUID("account_id"),
                new Balance(
                        row.getLong("available"),
                        row.getLong("pending_points"),
                        row.getLong("held"),
                        row.getLong("debt")),
                row.getLong("version"),
                new Standing(
                        row.getBoolean("frozen"), row.getUUID("merged_into"), instantOrNull(row, "sliding_expires_at")),
                instantOrNull(row, "next_due_at"),
                List.of(),
                PointsAccount.History.NONE);
    }
}
