package dev.huiyuan.points.claim;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How orders without a member are claimed. */
@ConfigMapping(prefix = "huiyuan.points.claims")
public interface ClaimConfig {
    /** How long after it happened an order is credited without asking staff. */
    @WithDefault("30d")
    Duration claimableFor();

    /** How far the time on the receipt, which shows minutes, may be from the till's. */
    @WithDefault("10m")
    Duration timeTolerance();

    /** How many claims a member may make on one day of the programme's calendar. */
    @WithDefault("5")
    int perDay();

    /** How long reported orders are kept, so that staff who decide about a claim still see them. */
    @WithDefault("90d")
    Duration ordersKeptFor();

    /** How long claims are kept that wait for nothing any more. */
    @WithDefault("400d")
    Duration claimsKeptFor();

    /** How often older ones are deleted; {@code off} for never. */
    @WithDefault("1h")
    String cleaningInterval();
}
