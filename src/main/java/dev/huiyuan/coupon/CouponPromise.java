package dev.huiyuan.coupon;

import java.util.UUID;

/**
 * A coupon that is promised: of this version of its template, whatever becomes of the template.
 *
 * @param templateId the template
 * @param version its version when the promise was made
 */
public record CouponPromise(UUID templateId, int version) {}
