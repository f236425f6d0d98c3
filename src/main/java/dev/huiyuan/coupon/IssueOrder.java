package dev.huiyuan.coupon;

import java.util.UUID;

/**
 * One coupon that is to be issued, with its template read.
 *
 * @param memberId to whom
 * @param template of what
 * @param source why
 * @param sourceRef for what
 * @param actor who issues it, for the history
 */
record IssueOrder(UUID memberId, CouponTemplate template, CouponSource source, String sourceRef, String actor) {
    /** What makes it the same issue when it is repeated. */
    Key key() {
        return new Key(memberId, source, sourceRef);
    }

    /** Identifies an issue for ever. */
    record Key(UUID memberId, CouponSource source, String sourceRef) {}
}
