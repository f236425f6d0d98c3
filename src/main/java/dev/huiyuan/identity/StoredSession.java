package dev.huiyuan.identity;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;

import dev.huiyuan.shared.caller.Caller;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session as it is stored, and what becomes of it when a refresh token is shown.
 *
 * @param kind {@code MEMBER} or {@code STAFF}
 * @param storeId the store that a staff member signed in at
 * @param currentHash of the token that is to come next
 * @param previousHash of the token that was replaced last, at {@code rotatedAt}
 * @param expiresAt when it ends unless it is used before
 * @param endsAt when it ends in any case
 */
record StoredSession(
        UUID id,
        Caller.Kind kind,
        UUID subjectId,
        @Nullable UUID storeId,
        @Nullable String terminal,
        byte[] currentHash,
        byte @Nullable [] previousHash,
        @Nullable Instant rotatedAt,
        Instant expiresAt,
        Instant endsAt,
        @Nullable Instant revokedAt) {
    /** What a shown token leads to. */
    enum Refresh {
        /** The next token takes its place. */
        ROTATE,
        /** The reply was lost or two requests ran at once: the same successor again. */
        REPEAT,
        /** A copy is in other hands: the session ends. */
        REVOKE,
        /** The session has ended. */
        REFUSE
    }

    static StoredSession of(Row row) {
        @Nullable Buffer previous = row.getBuffer("previous_hash");
        return new StoredSession(
                row.getUUID("id"),
                Caller.Kind.valueOf(row.getString("kind")),
                row.getUUID("subject_id"),
                row.getUUID("store_id"),
                row.getString("terminal"),
                row.getBuffer("current_hash").getBytes(),
                previous == null ? null : previous.getBytes(),
                instantOrNull(row, "rotated_at"),
                instant(row, "expires_at"),
                instant(row, "ends_at"),
                instantOrNull(row, "revoked_at"));
    }

    /**
     * Decides about a shown token.
     *
     * @param shownHash SHA-256 of its secret
     * @param grace how long the token before the current one is still good for the same successor
     */
    Refresh decide(byte[] shownHash, Instant now, Duration grace) {
        if (revokedAt != null || !now.isBefore(expiresAt)) return Refresh.REFUSE;
        if (MessageDigest.isEqual(currentHash, shownHash)) return Refresh.ROTATE;
        boolean repeats = previousHash != null
                && rotatedAt != null
                && now.isBefore(rotatedAt.plus(grace))
                && MessageDigest.isEqual(previousHash, shownHash);
        return repeats ? Refresh.REPEAT : Refresh.REVOKE;
    }
}
