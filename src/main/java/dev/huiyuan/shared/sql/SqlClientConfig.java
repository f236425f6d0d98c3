package dev.huiyuan.shared.sql;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the database's clients behave. */
@ConfigMapping(prefix = "huiyuan.database.client")
public interface SqlClientConfig {
    /**
     * For how long nothing may pass over a connection before it is closed and whoever waits on it gets a failure; whole
     * seconds, more than any statement may take and than the pools' {@code idle-timeout}.
     */
    @WithDefault("20s")
    Duration silenceTimeout();
}
