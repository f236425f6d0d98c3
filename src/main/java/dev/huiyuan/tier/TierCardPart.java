package dev.huiyuan.tier;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.card.MemberCardPart;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The tier on the member card. */
@ApplicationScoped
class TierCardPart implements MemberCardPart {
    private final TierStandings standings;
    private final ProgrammeService programme;

    TierCardPart(TierStandings standings, ProgrammeService programme) {
        this.standings = standings;
        this.programme = programme;
    }

    /**
     * The tier as the card shows it.
     *
     * @param code its code, such as {@code silver}
     * @param name its name for people
     */
    @RegisterForReflection
    record TierOnCard(String code, String name) {}

    @Override
    public String name() {
        return "tier";
    }

    @Override
    public Uni<Map<UUID, Part>> read(SqlConnection connection, Collection<UUID> memberIds) {
        return standings
                .codes(connection, memberIds)
                .map(codes -> parts(codes, programme.current().tiers()));
    }

    private static Map<UUID, Part> parts(Map<UUID, String> codes, List<Programme.Tier> tiers) {
        Map<UUID, Part> parts = HashMap.newHashMap(codes.size());
        codes.forEach((memberId, code) -> parts.put(memberId, new Part(onCard(code, tiers), null)));
        return parts;
    }

    /** A tier that the programme no longer has is shown by its code until the member is evaluated again. */
    static TierOnCard onCard(String code, List<Programme.Tier> tiers) {
        return tiers.stream()
                .filter(tier -> tier.code().equals(code))
                .findFirst()
                .map(tier -> new TierOnCard(code, tier.name()))
                .orElseGet(() -> new TierOnCard(code, code));
    }
}
