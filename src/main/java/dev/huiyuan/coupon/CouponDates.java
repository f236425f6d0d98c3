package dev.huiyuan.coupon;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.UUID;

/** Writes instants as people in the programme's zone read them. */
final class CouponDates {
    private CouponDates() {}

    /** An instant with the programme's offset. */
    static OffsetDateTime local(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toOffsetDateTime();
    }

    /** The last day before an exclusive end. */
    static LocalDate lastDay(Instant expiresAt, ZoneId zone) {
        return expiresAt.minusNanos(1).atZone(zone).toLocalDate();
    }

    /** Midnight after the day that is so many days after an instant's. */
    static Instant endOfDay(Instant instant, int days, ZoneId zone) {
        return instant.atZone(zone)
                .toLocalDate()
                .plusDays(days + 1L)
                .atStartOfDay(zone)
                .toInstant();
    }

    /** A coupon as its holder sees it. */
    static IssuedCoupon issued(
            UUID id, UUID memberId, String templateCode, String name, Instant expiresAt, ZoneId zone) {
        return new IssuedCoupon(id, memberId, templateCode, name, local(expiresAt, zone), lastDay(expiresAt, zone));
    }
}
