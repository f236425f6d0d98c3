package dev.huiyuan.tier;

import dev.huiyuan.points.writer.HeldOrders;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads what is needed to undo merges. */
@ApplicationScoped
class Partings {
    private final TierReads reads;
    private final HeldOrders orders;
    private final TierEvaluations evaluations;
    private final TierSettings settings;

    Partings(TierReads reads, HeldOrders orders, TierEvaluations evaluations, TierSettings settings) {
        this.reads = reads;
        this.orders = orders;
        this.evaluations = evaluations;
        this.settings = settings;
    }

    /**
     * Reads accounts whose locks the connection holds, with all that are merged into them.
     *
     * @param dayOf the day of an instant
     */
    Uni<TierReplay> read(
            SqlConnection connection,
            Collection<UUID> memberIds,
            TierSetting setting,
            Function<Instant, LocalDate> dayOf) {
        TierReplay.Days days = new TierReplay.Days(
                dayOf, settings::on, one -> settings.asOf(one.programmeVersion(), one.asOf()), setting);
        return reads.withMerged(connection, memberIds)
                .chain(ids -> reads.accounts(connection, ids, setting))
                .map(Partings::standings)
                .chain(standings -> orders.of(connection, standings.keySet())
                        .chain(held -> evaluations
                                .between(connection, first(standings, days), setting.today())
                                .map(all -> new TierReplay(standings, held, all, days))));
    }

    private static Map<UUID, Standing> standings(Map<UUID, TierAccount> accounts) {
        Map<UUID, Standing> standings = HashMap.newHashMap(accounts.size());
        accounts.forEach((id, account) -> standings.put(id, account.standing()));
        return standings;
    }

    /** The day of the first merge. */
    private static LocalDate first(Map<UUID, Standing> standings, TierReplay.Days days) {
        return standings.values().stream()
                .flatMap(standing -> {
                    Standing.Joint joint = standing.joint();
                    return joint == null ? Stream.of(standing.mergedAt()) : Stream.of(standing.mergedAt(), joint.at());
                })
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .map(days.of())
                .orElse(days.now().today());
    }
}
