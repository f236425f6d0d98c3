package dev.huiyuan.tier;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeChange;
import dev.huiyuan.programme.ProgrammeImpact;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How many members' spend and visits reach which tier, under one set of thresholds and the other. */
@ApplicationScoped
class TierImpact implements ProgrammeImpact {
    private static final String BASIS = "按会员在等级统计期内的累计消费与到店天数推算应达等级；不计保级、宽限期与人工授予";

    /**
     * Spend and visits of sampled members on some days, as {@code spend(member_id, fen, visits)}; the same members each
     * time.
     */
    private static final String SPEND = """
            sampled as (select member_id from tier_standing tablesample bernoulli ($1) repeatable (1)),
            spend as (
                select s.member_id, coalesce(sum(d.spend_fen), 0) as fen, count(*) filter (where d.orders > 0) as visits
                from sampled s left join tier_spend_day d on d.member_id = s.member_id and d.day between $2 and $3
                group by s.member_id)
            """;

    private static final String REACHED = "with " + SPEND + """
            select reached.level, count(*) as members
            from spend cross join lateral (
                select max(t.level) as level from unnest($4::int[], $5::bigint[], $6::int[]) as t (level, fen, visits)
                where t.level = 0 or case $7::text
                    when 'SPEND' then spend.fen >= t.fen
                    when 'VISITS' then spend.visits >= t.visits
                    when 'EITHER' then spend.fen >= t.fen or spend.visits >= t.visits
                    else spend.fen >= t.fen and spend.visits >= t.visits end) reached
            group by reached.level
            """;

    private final MemberSample sample;

    TierImpact(MemberSample sample) {
        this.sample = sample;
    }

    @Override
    public Uni<Part> estimate(SqlConnection connection, ProgrammeChange change, Period period) {
        return sample.percent(connection)
                .chain(percent -> reached(connection, change.before(), period.until(), percent)
                        .chain(before -> reached(connection, change.after(), period.until(), percent)
                                .map(after -> part(before, after, percent))));
    }

    /** Members by the code of the tier that they reach. */
    private static Uni<Map<String, Long>> reached(
            SqlConnection connection, Programme rules, Instant until, double percent) {
        List<Programme.Tier> tiers = rules.tiers();
        LocalDate today = LocalDate.ofInstant(until, rules.zone());
        Integer[] levels = new Integer[tiers.size()];
        java.util.Arrays.setAll(levels, level -> level);
        return connection
                .preparedQuery(REACHED)
                .execute(Tuple.from(List.of(
                        (float) percent,
                        TierWindow.of(rules.tierRules().window(), today).from(),
                        today,
                        levels,
                        tiers.stream().map(Programme.Tier::thresholdFen).toArray(Long[]::new),
                        tiers.stream().map(Programme.Tier::thresholdVisits).toArray(Integer[]::new),
                        rules.tierRules().basis().name())))
                .map(rows -> {
                    Map<String, Long> members = new HashMap<>();
                    for (Row row : rows)
                        members.put(tiers.get(row.getInteger("level")).code(), row.getLong("members"));
                    return members;
                });
    }

    private static Part part(Map<String, Long> before, Map<String, Long> after, double percent) {
        Set<String> codes = new LinkedHashSet<>(new java.util.TreeSet<>(before.keySet()));
        codes.addAll(new java.util.TreeSet<>(after.keySet()));
        List<Figure> figures = new ArrayList<>();
        for (String code : codes) {
            figures.add(new Figure(
                    code,
                    Unit.MEMBERS,
                    MemberSample.scaled(before.getOrDefault(code, 0L), percent),
                    MemberSample.scaled(after.getOrDefault(code, 0L), percent)));
        }
        return new Part("tiers", BASIS, percent, List.copyOf(figures));
    }
}
