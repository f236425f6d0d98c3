package dev.huiyuan.points.writer;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.Hold;
import dev.huiyuan.points.core.HoldChange;
import dev.huiyuan.points.core.PointsAccount;
import dev.huiyuan.shared.sql.RowSql;
import dev.huiyuan.shared.sql.SqlArrays;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads the holds that a batch settles: those that commands name, and those whose time is over. */
@ApplicationScoped
class OpenHolds {
    /** The state is a parameter: as a constant it would lead to the index of open holds, with all that were open lately. */
    private static final String READ_NAMED = "select " + HoldRows.COLUMNS + " from " + HoldRows.TABLES + """
            join unnest($1::uuid[], $2::uuid[]) as n (member_id, id) on h.member_id = n.member_id and h.id = n.id
            where h.state = $3
            """;

    private static final String READ_DUE = "select " + HoldRows.COLUMNS + " from " + HoldRows.TABLES + """
            where h.member_id = any($1) and h.state = 'OPEN' and h.expires_at <= $2
            """;

    OpenHolds() {}

    /** Adds the read of what commands settle to a pipeline. */
    void addNamed(Pipeline pipeline, SqlConnection connection, LedgerBatch batch) {
        List<Command.Settling> settling = settling(batch);
        if (settling.isEmpty()) return;
        UUID[] members = SqlArrays.ids(settling, Command.Settling::memberId);
        UUID[] holds = SqlArrays.ids(settling, Command.Settling::holdId);
        add(pipeline, RowSql.execute(connection, READ_NAMED, members, holds, HoldChange.State.OPEN.name()), batch);
    }

    /** The commands of a batch that settle a hold. */
    static List<Command.Settling> settling(LedgerBatch batch) {
        List<Command.Settling> settling = new ArrayList<>();
        for (Command command : batch.commands) {
            if (command instanceof Command.Settling settles) settling.add(settles);
        }
        return settling;
    }

    /** Adds the read of what is due on members' accounts to a pipeline. */
    void addDue(Pipeline pipeline, SqlConnection connection, LedgerBatch batch, Collection<UUID> dueMembers) {
        UUID[] members = dueMembers.stream()
                .filter(memberId -> batch.locked(memberId).balance().held() > 0)
                .toArray(UUID[]::new);
        if (members.length == 0) return;
        Tuple values = Tuple.of(members, timestamp(batch.now));
        add(pipeline, connection.preparedQuery(READ_DUE).execute(values), batch);
    }

    private static void add(Pipeline pipeline, Uni<RowSet<Row>> read, LedgerBatch batch) {
        pipeline.add(read.invoke(rows -> remember(rows, batch)));
    }

    private static void remember(RowSet<Row> rows, LedgerBatch batch) {
        HoldRows.holds(rows)
                .forEach((memberId, holds) ->
                        batch.accounts.computeIfPresent(memberId, (id, account) -> with(account, holds)));
    }

    /** One that a command names may be due as well. */
    private static PointsAccount with(PointsAccount account, List<Hold> holds) {
        PointsAccount.History history = account.history();
        Map<UUID, Hold> all = new LinkedHashMap<>();
        history.holds().forEach(hold -> all.put(hold.id(), hold));
        holds.forEach(hold -> all.put(hold.id(), hold));
        return account.with(new PointsAccount.History(history.referred(), List.copyOf(all.values()), history.days()));
    }
}
