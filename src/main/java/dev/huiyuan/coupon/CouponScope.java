package dev.huiyuan.coupon;

import dev.huiyuan.programme.Channel;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a coupon holds for. What is empty does not restrict; dishes and categories together name lines: one that is in either
 * belongs. For EXCHANGE and DRINK_UPGRADE they say what it is exchanged for.
 *
 * @param dishCodes the dishes
 * @param categoryCodes the categories of dishes
 * @param storeIds the stores
 * @param channels the channels
 * @param windows the weekdays and hours, in the programme's zone
 * @param minTier the lowest tier that may use it; null for all
 */
public record CouponScope(
        Set<String> dishCodes,
        Set<String> categoryCodes,
        Set<UUID> storeIds,
        Set<Channel> channels,
        List<CouponWindow> windows,
        @Nullable String minTier) {
    /** Everywhere, always, for everything. */
    public static final CouponScope ALL = new CouponScope(Set.of(), Set.of(), Set.of(), Set.of(), List.of(), null);

    public CouponScope {
        dishCodes = Set.copyOf(dishCodes);
        categoryCodes = Set.copyOf(categoryCodes);
        storeIds = Set.copyOf(storeIds);
        channels = Set.copyOf(channels);
        windows = List.copyOf(windows);
    }

    /** Whether it can be used at an instant, as far as weekday and hour go. */
    public boolean isOpenAt(Instant instant, ZoneId zone) {
        if (windows.isEmpty()) return true;
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
        return windows.stream().anyMatch(window -> window.contains(local));
    }
}
