package dev.huiyuan.shared.cache;

import org.jspecify.annotations.Nullable;

/** Redis did not answer, or not in time. Never reaches a caller. */
final class RedisUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RedisUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }
}
