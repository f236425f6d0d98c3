/**
 * Coupon templates, their stock, and members' coupons: issue, claim, use and expiry.
 *
 * <p>Invariants: no template issues more than its stock or more to one member than its limit; one source reference
 * issues one coupon to a member; each step of a coupon's life happens once; what is past its end is never usable,
 * whether or not the sweep has marked it. A coupon keeps the terms of the template's version it was issued from.
 *
 * <p>Tables: {@code coupon_template} and {@code coupon_template_version} (administered, Hibernate), {@code
 * coupon_stock}, {@code coupon_limit}, {@code coupon}, {@code coupon_event} (volume, SQL). Events out: {@code
 * coupon.issued.v1}, {@code coupon.used.v1}, {@code coupon.expired.v1}.
 */
@NullMarked
package dev.huiyuan.coupon;

import org.jspecify.annotations.NullMarked;
