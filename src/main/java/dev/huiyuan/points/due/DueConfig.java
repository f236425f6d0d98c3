package dev.huiyuan.points.due;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How what is due by time is booked. */
@ConfigMapping(prefix = "huiyuan.points.due")
public interface DueConfig {
    /** How many accounts are locked and booked in one transaction at most. */
    @WithDefault("500")
    int accountsPerTransaction();
}
