package dev.huiyuan.coupon;

import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * When coupons of a template are issued, whatever the way.
 *
 * @param from from when; always where absent
 * @param until until when, exclusive; for ever where absent
 */
@Schema(name = "CouponIssueWindow")
record IssueWindow(@Nullable OffsetDateTime from, @Nullable OffsetDateTime until) {
    static final IssueWindow ALWAYS = new IssueWindow(null, null);

    boolean isEmpty() {
        return from != null && until != null && !from.isBefore(until);
    }
}
