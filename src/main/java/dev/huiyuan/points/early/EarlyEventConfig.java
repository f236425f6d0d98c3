package dev.huiyuan.points.early;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What becomes of refunds and completions whose orders do not come. */
@ConfigMapping(prefix = "huiyuan.points.early-events")
public interface EarlyEventConfig {
    /** How long one waits for its order, or stays in the list after it was refused. */
    @WithDefault("180d")
    Duration keptFor();

    /** How often older ones are deleted; {@code off} for never. */
    @WithDefault("1h")
    String cleaningInterval();

    /** How often the metric is refreshed; {@code off} for never. */
    @WithDefault("60s")
    String refreshInterval();
}
