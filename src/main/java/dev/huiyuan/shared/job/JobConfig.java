package dev.huiyuan.shared.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;

/** When jobs run. */
@ConfigMapping(prefix = "huiyuan.jobs")
public interface JobConfig {
    /** Whether this instance starts jobs by schedule; by hand they run anyway. */
    @WithDefault("true")
    boolean scheduled();

    /** Quartz cron expressions by job name. A job without one runs by hand only. */
    Map<String, String> schedule();

    /** The time zone of the cron expressions. */
    @WithDefault("Asia/Shanghai")
    ZoneId zone();

    /** A run whose last heartbeat is older than this is taken over. Longer than any chunk's transaction. */
    @WithDefault("60s")
    Duration leaseTtl();

    /** How long finished runs are kept; of each job the latest one that succeeded stays. */
    @WithDefault("90d")
    Duration runsKeptFor();

    /** How often every instance reads how the jobs stand, for its metrics. */
    @WithDefault("15s")
    Duration metricsInterval();

    /** How long a job rests between two chunks at most while live traffic queues. Shorter than the lease. */
    @WithDefault("5s")
    Duration maxRest();
}
