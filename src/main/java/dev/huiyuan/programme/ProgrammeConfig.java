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
}
