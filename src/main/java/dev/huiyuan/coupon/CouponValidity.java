package dev.huiyuan.coupon;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When a coupon can be used: so many days after the day of issue, or from one day through another.
 *
 * @param days days after the day of issue, the last one included; null where the days are fixed
 * @param from the first day
 * @param through the last day
 */
record CouponValidity(
        @Nullable Integer days,
        @Nullable LocalDate from,
        @Nullable LocalDate through) {
    /**
     * The time in which a coupon can be used.
     *
     * @param validFrom its first instant
     * @param expiresAt its end, exclusive: midnight after the last day
     */
    record Period(Instant validFrom, Instant expiresAt) {}

    /** The period of a coupon that is issued at an instant; empty (it ends before it begins) is never returned. */
    @Nullable
    Period periodFor(Instant issuedAt, ZoneId zone) {
        return periodFor(issuedAt, zone, null);
    }

    /** The same for a gift, which covers its days. Dates that the template fixes are as the brand wants them. */
    @Nullable
    Period periodFor(Instant issuedAt, ZoneId zone, @Nullable GiftDays gift) {
        if (days != null) {
            return new Period(issuedAt, endOf(last(issuedAt.atZone(zone).toLocalDate(), days, gift), zone));
        }
        if (from == null || through == null) throw new IllegalStateException("a validity has days or two dates");
        Instant start = from.atStartOfDay(zone).toInstant();
        Instant end = endOf(through, zone);
        if (!issuedAt.isBefore(end)) return null;
        return new Period(start.isAfter(issuedAt) ? start : issuedAt, end);
    }

    private static LocalDate last(LocalDate issuedOn, int days, @Nullable GiftDays gift) {
        if (gift == null) return issuedOn.plusDays(days);
        LocalDate last = later(issuedOn, gift.countedFrom()).plusDays(days);
        return later(last, gift.through());
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant endOf(LocalDate day, ZoneId zone) {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
