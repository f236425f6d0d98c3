package dev.huiyuan.identity;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A refresh token: the session's id, so that it is found, and 256 secret bits. Opaque to clients.
 *
 * @param sessionId the session
 * @param secret 32 bytes
 */
record RefreshToken(UUID sessionId, byte[] secret) {
    static final int SECRET_BYTES = 32;
    private static final int BYTES = 16 + SECRET_BYTES;

    String text() {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(sessionId.getMostSignificantBits())
                .putLong(sessionId.getLeastSignificantBits())
                .put(secret)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Reads what a client sent; empty for what is no token of ours. */
    static Optional<RefreshToken> parse(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() != BYTES) return Optional.empty();
            UUID sessionId = new UUID(bytes.getLong(), bytes.getLong());
            byte[] secret = new byte[SECRET_BYTES];
            bytes.get(secret);
            return Optional.of(new RefreshToken(sessionId, secret));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "RefreshToken[" + sessionId + "]";
    }
}
