package dev.huiyuan.tier;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How tiers are kept. */
@ConfigMapping(prefix = "huiyuan.tier")
interface TierConfig {
    /**
     * Whether orders and refunds count for tiers. Only the bench turns it off, to see what it costs: what is booked
     * meanwhile would be missing.
     */
    @WithDefault("true")
    boolean enabled();

    /** How many members one transaction of a job looks at. */
    @WithDefault("5000")
    int membersPerChunk();

    /** How many transactions of a job run side by side. */
    @WithDefault("2")
    int workers();
}
