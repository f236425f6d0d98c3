package dev.huiyuan.coupon;

import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** What a coupon is issued for, where that is a request: the same request issues once also after keys are forgotten. */
final class SourceRefs {
    private SourceRefs() {}

    /** The request's key, hashed with the template. */
    static String of(UUID templateId, IdempotencyRequest request) {
        String identity = templateId + "\n" + request.scope() + "\n" + request.key();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
