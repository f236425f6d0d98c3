package dev.huiyuan.shared.idempotency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a repeated request gets its first answer. */
@ConfigMapping(prefix = "huiyuan.idempotency")
public interface IdempotencyConfig {
    /** How long keys and answers are kept. */
    @WithDefault("7d")
    Duration keptFor();

    /** How often older ones are deleted; {@code off} for never. */
    @WithDefault("60s")
    String cleaningInterval();
}
