package dev.huiyuan.shared.card;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a capability adds to the member card: one named object, for many members at once. The parts are read on one
 * connection, one after the other. A part holds no personal data in clear: cards are cached.
 */
public interface MemberCardPart {
    /** The part's field in the card, such as {@code points}. */
    String name();

    /**
     * Reads the part for members.
     *
     * @param connection a connection to read on
     * @param memberIds at most a few hundred members
     * @return the part by member; a member without one is absent
     */
    Uni<Map<UUID, Part>> read(SqlConnection connection, Collection<UUID> memberIds);

    /**
     * One member's part.
     *
     * @param value a record that is written as JSON
     * @param validUntil when it changes by itself (points mature or expire, a coupon runs out), if it does
     */
    record Part(Object value, @Nullable Instant validUntil) {}
}
