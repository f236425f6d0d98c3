package dev.huiyuan.enrolment;

import dev.huiyuan.coupon.IssuedCoupon;
import dev.huiyuan.identity.SessionTokens;
import java.util.List;
import java.util.UUID;

/**
 * What a diner's registration came to.
 *
 * @param memberId the member
 * @param isNew whether the member was made just now
 * @param tokens the member's session
 * @param granted coupons given just now
 */
record Registered(UUID memberId, boolean isNew, SessionTokens tokens, List<IssuedCoupon> granted) {}
