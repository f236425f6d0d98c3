package dev.huiyuan.coupon;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One coupon that is to be issued, with its template read.
 *
 * @param memberId to whom
 * @param template of what
 * @param source why
 * @param sourceRef for what
 * @param actor who issues it, for the history
 * @param reason the reason's code, for the history; null where the source says it all
 * @param days the days that a gift is for; null where the coupon is for no day
 */
record IssueOrder(
        UUID memberId,
        CouponTemplate template,
        CouponSource source,
        String sourceRef,
        String actor,
        @Nullable String reason,
        @Nullable GiftDays days) {
    /** A coupon that is for no day. */
    IssueOrder(
            UUID memberId,
            CouponTemplate template,
            CouponSource source,
            String sourceRef,
            String actor,
            @Nullable String reason) {
        this(memberId, template, source, sourceRef, actor, reason, null);
    }

    /** Whether it takes from a stock: a printed code's coupon was taken from it with the code's batch. */
    boolean takesStock() {
        return template.stock() != null && source != CouponSource.CODE;
    }

    /** What makes it the same issue when it is repeated. */
    Key key() {
        return new Key(memberId, source, sourceRef);
    }

    /** Identifies an issue for ever. */
    record Key(UUID memberId, CouponSource source, String sourceRef) {}
}
