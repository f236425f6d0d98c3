package dev.huiyuan.tier;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.ledger.LedgerCheck;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Compares the spend of members' days with what their orders and refunds say. A range is screened at once; only where it
 * is not sound its days are compared one by one.
 */
@ApplicationScoped
class SpendAudit implements LedgerCheck {
    static final String SPEND = "TIER_SPEND_IS_SUM_OF_ORDERS";
    static final String ORDERS = "TIER_ORDERS_ARE_COUNTED";

    private final ProgrammeService programme;
    private final TierConfig config;
    private final Json json;

    SpendAudit(ProgrammeService programme, TierConfig config, Json json) {
        this.programme = programme;
        this.config = config;
        this.json = json;
    }

    /**
     * A zone of the programme.
     *
     * @param since since when, in a form that the database reads
     * @param zone its name
     */
    @RegisterForReflection
    record ZoneSince(String since, String zone) {}

    /**
     * The zones that the programme had.
     *
     * @param one whether it is always the same one
     * @param text its name, or all of them as JSON
     */
    private record Zones(boolean one, String text) {}

    @Override
    public Uni<List<Difference>> check(SqlConnection connection, UUID after, UUID upTo, int limit) {
        if (!config.enabled()) return Uni.createFrom().item(List.of());
        Zones zones = zones();
        return connection
                .preparedQuery(SpendAuditStatements.screen(zones.one()))
                .execute(Tuple.of(after, upTo, zones.text()))
                .map(rows -> rows.iterator().next())
                .chain(screened -> tied(connection, screened.getArrayOfUUIDs("tied"), zones, limit)
                        .chain(found -> screened.getBoolean("sound")
                                ? Uni.createFrom().item(found)
                                : range(connection, after, upTo, zones, limit).map(more -> both(found, more))));
    }

    private Uni<List<Difference>> tied(SqlConnection connection, UUID[] members, Zones zones, int limit) {
        if (members.length == 0) return Uni.createFrom().item(List.of());
        return connection
                .preparedQuery(SpendAuditStatements.members(zones.one()))
                .execute(Tuple.of(members, (long) limit, zones.text()))
                .map(SpendAudit::differences);
    }

    private Uni<List<Difference>> range(SqlConnection connection, UUID after, UUID upTo, Zones zones, int limit) {
        return connection
                .preparedQuery(SpendAuditStatements.range(zones.one()))
                .execute(Tuple.of(after, upTo, zones.text(), (long) limit))
                .map(SpendAudit::differences);
    }

    private static List<Difference> both(List<Difference> some, List<Difference> more) {
        List<Difference> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** A day that differs is one difference, or one of each kind. */
    private static List<Difference> differences(RowSet<Row> rows) {
        List<Difference> differences = new ArrayList<>();
        for (Row row : rows) {
            UUID member = row.getUUID("member_id");
            add(differences, new Difference(member, SPEND, row.getLong("expected_fen"), row.getLong("fen")));
            add(differences, new Difference(member, ORDERS, row.getLong("expected_orders"), row.getLong("orders")));
        }
        return differences;
    }

    private static void add(List<Difference> differences, Difference one) {
        if (one.expected() != one.actual()) differences.add(one);
    }

    private Zones zones() {
        Instant[] starts = programme.versions().stream()
                .map(ProgrammeVersion::effectiveFrom)
                .distinct()
                .sorted()
                .toArray(Instant[]::new);
        List<ZoneId> zones = Arrays.stream(starts)
                .map(start -> programme.at(start).rules().zone())
                .toList();
        if (zones.stream().distinct().count() == 1) {
            return new Zones(true, zones.getFirst().getId());
        }
        ZoneSince[] since = new ZoneSince[starts.length];
        for (int i = 0; i < since.length; i++) {
            // The first version holds for whatever was before it.
            String from = i == 0 ? "-infinity" : starts[i].toString();
            since[i] = new ZoneSince(from, zones.get(i).getId());
        }
        return new Zones(false, json.text(since));
    }
}
