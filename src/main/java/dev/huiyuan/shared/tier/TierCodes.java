package dev.huiyuan.shared.tier;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Says which tiers members have, to capabilities that must not call the one that keeps them. */
public interface TierCodes {
    /**
     * Reads members' tiers in one statement.
     *
     * @param connection the caller's connection
     * @param memberIds at most a few hundred members
     * @return the tiers' codes by member; a member without a standing is absent
     */
    Uni<Map<UUID, String>> codes(SqlConnection connection, Collection<UUID> memberIds);
}
