package dev.huiyuan.points;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is counted by day. */
@ConfigMapping(prefix = "huiyuan.points.day-counts")
public interface DayCountConfig {
    /** How many gifts to numbers that nobody has a member may try on a day, before no gift goes out any more. */
    @WithDefault("10")
    int unknownReceivers();

    /** How often counts of days that are over are deleted; {@code off} for never. */
    @WithDefault("1h")
    String cleaningInterval();
}
