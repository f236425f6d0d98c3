package dev.huiyuan.points;

import dev.huiyuan.shared.card.MemberCardPart;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The balance on the member card. */
@ApplicationScoped
class PointsCardPart implements MemberCardPart {
    private final PointsQueries queries;
    private final Clock clock;

    PointsCardPart(PointsQueries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "points";
    }

    @Override
    public Uni<Map<UUID, Part>> read(SqlConnection connection, Collection<UUID> memberIds) {
        return queries.balances(connection, memberIds, clock.instant()).map(standings -> {
            Map<UUID, Part> parts = new HashMap<>();
            standings.forEach((memberId, standing) ->
                    parts.put(memberId, new Part(BalanceResponse.of(standing.balance()), standing.nextDueAt())));
            return parts;
        });
    }
}
