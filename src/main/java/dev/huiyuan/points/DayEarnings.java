package dev.huiyuan.points;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What the orders of a day have earned, for other capabilities that say beforehand what one more would earn: nothing is
 * promised by it, the ledger counts again when it books.
 */
@ApplicationScoped
public class DayEarnings {
    /** How far clocks of instances may be apart, and how far an order may lie in the future. */
    private static final Duration SLACK = Duration.ofHours(1);

    private static final String READ = """
            select e.member_id, sum(e.points)::bigint as earned
            from points_entry e
            where e.member_id = any($1::uuid[]) and e.id >= $2 and e.type = 'ACCRUAL'
                and e.occurred_at >= $3 and e.occurred_at < $4
            group by e.member_id
            """;

    private final ProgrammeService programme;

    DayEarnings(ProgrammeService programme) {
        this.programme = programme;
    }

    /**
     * What members have earned with the orders of an instant's day in the programme's zone.
     *
     * @param connection any; one statement, and none where the programme limits no day
     * @param memberIds whose; nothing is read for none
     * @param at the instant, of today: a day in the past reads all that was booked since
     * @return the points by member; who has earned nothing is not among them, and nobody is where no day is limited
     */
    public Uni<Map<UUID, Long>> of(SqlConnection connection, Collection<UUID> memberIds, Instant at) {
        Programme rules = programme.at(at).rules();
        if (rules.earning().maxPointsPerDay() == null || memberIds.isEmpty())
            return Uni.createFrom().item(Map.of());
        LocalDate day = LocalDate.ofInstant(at, rules.zone());
        Instant begins = day.atStartOfDay(rules.zone()).toInstant();
        Instant ends = day.plusDays(1).atStartOfDay(rules.zone()).toInstant();
        return connection
                .preparedQuery(READ)
                .execute(Tuple.of(
                        memberIds.toArray(UUID[]::new),
                        Ids.lowest(begins.minus(SLACK)),
                        timestamp(begins),
                        timestamp(ends)))
                .map(rows -> {
                    Map<UUID, Long> earned = new HashMap<>();
                    rows.forEach(row -> earned.put(row.getUUID("member_id"), row.getLong("earned")));
                    return earned;
                });
    }
}
