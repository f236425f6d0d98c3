package dev.huiyuan.coupon;

import dev.huiyuan.shared.problem.ProblemCode;

/** What became of an issue. */
sealed interface IssueOutcome {
    /**
     * The member holds the coupon.
     *
     * @param coupon the coupon
     * @param repeated whether it had been issued before
     */
    record Issued(IssuedCoupon coupon, boolean repeated) implements IssueOutcome {}

    /** A rule stood against it. */
    record Refused(ProblemCode code) implements IssueOutcome {}
}
