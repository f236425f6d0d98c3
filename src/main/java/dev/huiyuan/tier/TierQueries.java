package dev.huiyuan.tier;

import static dev.huiyuan.shared.sql.SqlTypes.instant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Reads history and sums of days. */
@ApplicationScoped
class TierQueries {
    private static final String HISTORY = """
            select member_id, id, from_code, to_code, reason, cause, spend_fen, visits, threshold_fen, threshold_visits,
                window_from, window_to, until, programme_version, entry_id, actor, reason_code, at
            from tier_change where member_id = $1 and id < $2 order by id desc limit $3
            """;
    private static final String SUM = """
            select coalesce(sum(spend_fen), 0)::bigint as fen, (count(*) filter (where orders > 0))::int as visits
            from tier_spend_day where member_id = $1 and day between $2 and $3
            """;
    private static final String IS_GRANT =
            "select exists (select from tier_change where member_id = any($1) and id = $2 and reason = 'GRANT') as is_grant";

    TierQueries() {}

    /** A member's history, latest first. */
    Uni<List<TierChange>> history(SqlClient client, UUID memberId, UUID before, int limit) {
        return client.preparedQuery(HISTORY)
                .execute(Tuple.of(memberId, before, limit))
                .map(rows -> rows.stream().map(TierQueries::change).toList());
    }

    /** What a member spent from one day to another, both included. */
    Uni<Figures> figures(SqlClient client, UUID memberId, LocalDate from, LocalDate to) {
        return client.preparedQuery(SUM).execute(Tuple.of(memberId, from, to)).map(rows -> {
            Row row = rows.iterator().next();
            return new Figures(row.getLong("fen"), row.getInteger("visits"));
        });
    }

    /** Whether one of some members was once granted a tier with a change. */
    Uni<Boolean> isGrant(SqlClient client, Collection<UUID> memberIds, UUID changeId) {
        return client.preparedQuery(IS_GRANT)
                .execute(Tuple.of(memberIds.toArray(UUID[]::new), changeId))
                .map(rows -> rows.iterator().next().getBoolean("is_grant"));
    }

    private static TierChange change(Row row) {
        return new TierChange(
                row.getUUID("member_id"),
                row.getUUID("id"),
                row.getString("from_code"),
                row.getString("to_code"),
                ChangeReason.valueOf(row.getString("reason")),
                row.getString("cause"),
                new Figures(row.getLong("spend_fen"), row.getInteger("visits")),
                row.getLong("threshold_fen"),
                row.getInteger("threshold_visits"),
                row.getLocalDate("window_from"),
                row.getLocalDate("window_to"),
                row.getLocalDate("until"),
                row.getInteger("programme_version"),
                row.getUUID("entry_id"),
                row.getString("actor"),
                row.getString("reason_code"),
                instant(row, "at"));
    }
}
