package dev.huiyuan.points.writer;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.Hold;
import dev.huiyuan.points.core.PointsAccount;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Reads the holds that a batch settles: those that commands name, and those whose time is over. */
@ApplicationScoped
class OpenHolds {
    private static final String READ = "select " + HoldRows.COLUMNS + " from " + HoldRows.TABLES + """
            where h.member_id = any($1) and h.state = 'OPEN'
                and (h.id = any($2) or h.member_id = any($3) and h.expires_at <= $4)
            """;

    OpenHolds() {}

    /** Adds the read to a pipeline; nothing where no hold can be concerned. */
    void addTo(Pipeline pipeline, SqlConnection connection, LedgerBatch batch, Collection<UUID> dueMembers) {
        List<Command.Settling> settling = new ArrayList<>();
        for (Item item : batch.items) {
            if (item.command() instanceof Command.Settling command && batch.hasAccounts(item)) settling.add(command);
        }
        List<UUID> members = new ArrayList<>(dueMembers);
        for (UUID memberId : dueMembers) {
            if (batch.locked(memberId).balance().held() == 0) members.remove(memberId);
        }
        if (settling.isEmpty() && members.isEmpty()) return;
        UUID[] due = members.toArray(UUID[]::new);
        settling.forEach(command -> members.add(command.memberId()));
        pipeline.add(connection
                .preparedQuery(READ)
                .execute(Tuple.of(
                        members.toArray(UUID[]::new),
                        SqlArrays.ids(settling, Command.Settling::holdId),
                        due,
                        timestamp(batch.now)))
                .invoke(rows -> remember(rows, batch)));
    }

    private static void remember(RowSet<Row> rows, LedgerBatch batch) {
        HoldRows.holds(rows)
                .forEach((memberId, holds) ->
                        batch.accounts.computeIfPresent(memberId, (id, account) -> with(account, holds)));
    }

    private static PointsAccount with(PointsAccount account, List<Hold> holds) {
        PointsAccount.History history = account.history();
        return account.with(new PointsAccount.History(history.referred(), List.copyOf(holds), history.days()));
    }
}
