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
 * @param issueFrom from when it is issued, whatever the way; null for always
 * @param issueUntil until when, exclusive; null for always
 * @param limitPerDay how many a member gets on one day; null for no limit
 * @param issuableByStaff whether clerks issue it to members they serve
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
        @Nullable Instant issueFrom,
        @Nullable Instant issueUntil,
        @Nullable Integer limitPerDay,
        boolean issuableByStaff,
        TemplateState state) {
    /** Whether it issues coupons at an instant, in whatever way. */
    boolean issuesAt(Instant now) {
        return state == TemplateState.ACTIVE
                && (issueFrom == null || !now.isBefore(issueFrom))
                && (issueUntil == null || now.isBefore(issueUntil));
    }

    /** The same as it was promised: its state and its window do not matter any more, and there was nothing to count. */
    CouponTemplate asPromised() {
        return new CouponTemplate(
                id,
                version,
                code,
                name,
                description,
                terms,
                validity,
                minTier,
                claimable,
                claimableFrom,
                claimableUntil,
                null,
                null,
                null,
                null,
                null,
                issuableByStaff,
                TemplateState.ACTIVE);
    }

    /** Whether there is nothing to count: no stock, no limit. */
    boolean isUnlimited() {
        return stock == null && limitPerMember == null && limitPerDay == null;
    }

    /** Whether members may take it at an instant. */
    boolean claimableAt(Instant now) {
        return claimable
                && issuesAt(now)
                && (claimableFrom == null || !now.isBefore(claimableFrom))
                && (claimableUntil == null || now.isBefore(claimableUntil));
    }
}
