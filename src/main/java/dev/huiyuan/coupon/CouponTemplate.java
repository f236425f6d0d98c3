package dev.huiyuan.coupon;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of a template, as rules see it.
 *
 * @param id the template
 * @param version its version
 * @param code its code
 * @param name its name for people
 * @param description what it gives, for people
 * @param terms what it gives
 * @param validity when its coupons can be used
 * @param minTier the lowest tier that may claim it; null for every member
 * @param claimable whether members take it themselves
 * @param claimableFrom from when
 * @param claimableUntil until when, exclusive
 * @param stock how many there are altogether; null for no limit
 * @param limitPerMember how many a member gets; null for no limit
 * @param state whether it issues coupons
 */
record CouponTemplate(
        UUID id,
        int version,
        String code,
        String name,
        String description,
        CouponTerms terms,
        CouponValidity validity,
        @Nullable String minTier,
        boolean claimable,
        @Nullable Instant claimableFrom,
        @Nullable Instant claimableUntil,
        @Nullable Long stock,
        @Nullable Integer limitPerMember,
        TemplateState state) {
    /** Whether members may take it at an instant. */
    boolean claimableAt(Instant now) {
        return claimable
                && state == TemplateState.ACTIVE
                && (claimableFrom == null || !now.isBefore(claimableFrom))
                && (claimableUntil == null || now.isBefore(claimableUntil));
    }
}
