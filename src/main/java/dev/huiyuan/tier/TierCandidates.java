package dev.huiyuan.tier;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.job.Chunk;
import dev.huiyuan.shared.job.JobPlans;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Finds the few members of a chunk whose standing may have to change, without a lock: what becomes of them is decided by
 * {@link TierRules} once they are locked. Each statement goes over ranges of primary keys once.
 */
@ApplicationScoped
class TierCandidates {
    private static final String DUE = """
            select s.member_id from tier_standing s
            where s.member_id > $1 and s.member_id <= $2 and s.merged_into is null
                and (s.grace_until < $3 or s.protected_until < $3 or s.brought_until < $3 or s.tier_code <> all($4::text[]))
            """;
    /**
     * Whoever is in a grace period is judged at its end. Everybody reaches the lowest tier. The days of a chunk are one
     * range of the index: read at once it takes two thirds of the time that a look for each member takes.
     */
    private static final String EVALUATE = """
            select s.member_id from tier_standing s
            left join unnest($6::text[], $7::bigint[], $8::int[], $9::bigint[], $10::int[], $11::boolean[], $12::boolean[])
                as t (code, fen, visits, next_fen, next_visits, lowest, highest) on t.code = s.tier_code
            left join (
                select d.member_id, sum(d.spend_fen) filter (where d.day >= $4) as fen,
                    count(*) filter (where d.day >= $4 and d.orders > 0) as visits,
                    sum(d.spend_fen) filter (where d.day < $4) as earlier_fen,
                    count(*) filter (where d.day < $4 and d.orders > 0) as earlier_visits
                from tier_spend_day d
                where d.member_id > $1 and d.member_id <= $2 and d.day between $3 and $5
                group by d.member_id) w on w.member_id = s.member_id
            where s.member_id > $1 and s.member_id <= $2 and s.merged_into is null and (t.code is null
                or not t.lowest and s.grace_until is null and not (REACHES) and not (REACHED_EARLIER)
                or not t.highest and (REACHES_NEXT))
            """;

    private static final Map<Programme.Basis, String> REACHES = new EnumMap<>(Map.of(
            Programme.Basis.SPEND, "coalesce(w.FEN, 0) >= t.TO_FEN",
            Programme.Basis.VISITS, "coalesce(w.DAYS, 0) >= t.TO_DAYS",
            Programme.Basis.BOTH, "coalesce(w.FEN, 0) >= t.TO_FEN and coalesce(w.DAYS, 0) >= t.TO_DAYS",
            Programme.Basis.EITHER, """
                    t.TO_FEN > 0 and coalesce(w.FEN, 0) >= t.TO_FEN or t.TO_DAYS > 0 and coalesce(w.DAYS, 0) >= t.TO_DAYS
                        or t.TO_FEN = 0 and t.TO_DAYS = 0
                    """));

    TierCandidates() {}

    /** Members for whom something is due by time, or whose tier the programme no longer has. */
    Uni<List<UUID>> due(SqlConnection connection, Chunk chunk, TierSetting setting) {
        String[] known =
                setting.ladder().tiers().stream().map(Programme.Tier::code).toArray(String[]::new);
        return ids(connection, DUE, Tuple.of(chunk.after(), chunk.upTo(), setting.today(), known));
    }

    /** Members who have spent too little for their tier, or enough for the next one. */
    Uni<List<UUID>> toEvaluate(SqlConnection connection, Chunk chunk, TierSetting setting) {
        TierLadder ladder = setting.ladder();
        List<Programme.Tier> tiers = ladder.tiers();
        List<Programme.Tier> next = IntStream.range(0, tiers.size())
                .mapToObj(i -> tiers.get(Math.min(i + 1, tiers.size() - 1)))
                .toList();
        Tuple parameters = Tuple.from(List.of(
                chunk.after(),
                chunk.upTo(),
                setting.window().earliest(),
                setting.window().from(),
                setting.window().to(),
                tiers.stream().map(Programme.Tier::code).toArray(String[]::new),
                tiers.stream().map(Programme.Tier::thresholdFen).toArray(Long[]::new),
                tiers.stream().map(Programme.Tier::thresholdVisits).toArray(Integer[]::new),
                next.stream().map(Programme.Tier::thresholdFen).toArray(Long[]::new),
                next.stream().map(Programme.Tier::thresholdVisits).toArray(Integer[]::new),
                IntStream.range(0, tiers.size()).mapToObj(i -> i == 0).toArray(Boolean[]::new),
                IntStream.range(0, tiers.size())
                        .mapToObj(i -> i == tiers.size() - 1)
                        .toArray(Boolean[]::new)));
        return JobPlans.withoutNestedLoops(connection, () -> ids(connection, evaluation(ladder.rules()), parameters));
    }

    /** The statement for rules; what is concatenated are constants. */
    static String evaluation(Programme.TierRules rules) {
        boolean alsoEarlier = rules.window() == Programme.Window.CALENDAR_YEAR;
        return EVALUATE.replace("REACHES_NEXT", reaches(rules.basis(), "", "next_"))
                .replace("REACHED_EARLIER", alsoEarlier ? reaches(rules.basis(), "earlier_", "") : "false")
                .replace("REACHES", reaches(rules.basis(), "", ""));
    }

    private static String reaches(Programme.Basis basis, String figures, String threshold) {
        return Objects.requireNonNull(REACHES.get(basis))
                .replace("TO_FEN", threshold + "fen")
                .replace("TO_DAYS", threshold + "visits")
                .replace("FEN", figures + "fen")
                .replace("DAYS", figures + "visits");
    }

    private static Uni<List<UUID>> ids(SqlConnection connection, String sql, Tuple parameters) {
        return connection
                .preparedQuery(sql)
                .execute(parameters)
                .map(rows -> rows.stream().map(row -> row.getUUID("member_id")).toList());
    }
}
