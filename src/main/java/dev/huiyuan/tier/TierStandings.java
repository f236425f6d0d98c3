package dev.huiyuan.tier;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.tier.TierCodes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Which tier members have. */
@ApplicationScoped
public class TierStandings implements TierCodes {
    private static final String OPEN =
            "insert into tier_standing (member_id, tier_code, since) values ($1, $2, $3) on conflict do nothing";
    private static final String READ = "select member_id, tier_code from tier_standing where member_id = any($1)";

    private final ProgrammeService programme;

    TierStandings(ProgrammeService programme) {
        this.programme = programme;
    }

    /**
     * Gives a new member the lowest tier of the programme. A member who has a tier keeps it.
     *
     * @param at when the member joined
     */
    public Uni<Void> open(SqlConnection connection, UUID memberId, Instant at) {
        String lowest = programme.at(at).rules().tiers().getFirst().code();
        return connection
                .preparedQuery(OPEN)
                .execute(Tuple.of(memberId, lowest, timestamp(at)))
                .replaceWithVoid();
    }

    /** The codes of members' tiers; a member without a standing is absent. */
    @Override
    public Uni<Map<UUID, String>> codes(SqlConnection connection, Collection<UUID> memberIds) {
        return connection
                .preparedQuery(READ)
                .execute(Tuple.of(memberIds.toArray(UUID[]::new)))
                .map(TierStandings::byMember);
    }

    private static Map<UUID, String> byMember(RowSet<Row> rows) {
        Map<UUID, String> codes = HashMap.newHashMap(rows.size());
        for (Row row : rows) codes.put(row.getUUID("member_id"), row.getString("tier_code"));
        return codes;
    }
}
