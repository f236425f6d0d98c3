package dev.huiyuan.reward;

import static dev.huiyuan.shared.sql.SqlTypes.instant;

import dev.huiyuan.programme.ProgrammeService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reads the history of redemptions. */
@ApplicationScoped
class RedemptionSteps {
    private static final String READ = """
            select type, occurred_at, actor, store_id, reason from reward_step
            where member_id = $1 and redemption_id = $2 order by step limit 100
            """;

    private final ProgrammeService programme;

    RedemptionSteps(ProgrammeService programme) {
        this.programme = programme;
    }

    /** Its steps, first to last. */
    Uni<List<RedemptionStep>> of(SqlClient client, Redemption redemption) {
        return client.preparedQuery(READ)
                .execute(Tuple.of(redemption.memberId(), redemption.id()))
                .map(rows -> rows.stream().map(this::step).toList());
    }

    /** Which colleague it was is for the audit, not for the member. */
    private RedemptionStep step(Row row) {
        String actor = row.getString("actor");
        int colon = actor.indexOf(':');
        return new RedemptionStep(
                RedemptionState.valueOf(row.getString("type")),
                instant(row, "occurred_at").atZone(programme.zone()).toOffsetDateTime(),
                colon < 0 ? actor : actor.substring(0, colon),
                row.getUUID("store_id"),
                row.getString("reason"));
    }
}
