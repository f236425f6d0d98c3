package dev.huiyuan.tier;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.ledger.BookedEntry;
import dev.huiyuan.shared.ledger.LedgerParticipant;
import dev.huiyuan.shared.ledger.Multiplier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Multiplies what members earn by what their tier gives. */
@ApplicationScoped
class TierMultipliers implements LedgerParticipant {
    private static final int PLAIN_PERCENT = 100;

    private final TierStandings standings;
    private final ProgrammeService programme;

    TierMultipliers(TierStandings standings, ProgrammeService programme) {
        this.standings = standings;
        this.programme = programme;
    }

    /** Reads nothing while no tier of the programme multiplies, which is the default: accruals are hot. */
    @Override
    public Uni<Map<UUID, List<Multiplier>>> multipliers(SqlConnection connection, Collection<UUID> memberIds) {
        Map<String, Multiplier> byTier = multipliersByTier(programme.current().tiers());
        if (byTier.isEmpty() || memberIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return standings.codes(connection, memberIds).map(codes -> multipliersOf(codes, byTier));
    }

    @Override
    public Uni<Void> effects(SqlConnection connection, List<BookedEntry> entries) {
        return Uni.createFrom().voidItem();
    }

    /** The tiers that multiply; one of 100 % is no rule worth an explanation. */
    static Map<String, Multiplier> multipliersByTier(List<Programme.Tier> tiers) {
        Map<String, Multiplier> byTier = new HashMap<>();
        for (Programme.Tier tier : tiers) {
            if (tier.multiplierPercent() == PLAIN_PERCENT) continue;
            byTier.put(tier.code(), new Multiplier("tier:" + tier.code(), tier.multiplierPercent()));
        }
        return byTier;
    }

    /** The multiplier of each member whose tier has one. */
    static Map<UUID, List<Multiplier>> multipliersOf(Map<UUID, String> codes, Map<String, Multiplier> byTier) {
        Map<UUID, List<Multiplier>> byMember = new HashMap<>();
        codes.forEach((memberId, code) -> {
            if (byTier.containsKey(code)) byMember.put(memberId, List.of(byTier.get(code)));
        });
        return byMember;
    }
}
