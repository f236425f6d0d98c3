package dev.huiyuan.programme;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How rules are kept in memory. */
@ConfigMapping(prefix = "huiyuan.programme")
public interface ProgrammeConfig {
    /** How often rules and stores are read again. */
    @WithDefault("5s")
    Duration refreshInterval();

    /**
     * How long before it holds a version is settled at the latest: by then every instance must have read it. More than
     * two refresh intervals.
     */
    @WithDefault("15s")
    Duration activationLead();
}
