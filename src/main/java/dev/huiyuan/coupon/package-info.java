/**
 * Coupon templates, their stock, and members' coupons: issue, claim, lock, use, return, revocation and expiry; printed codes.
 *
 * <p>Invariants: no template issues more than its stock, or more to one member than its limits; one source reference
 * issues one coupon to a member; each step of a coupon's life happens once; what is past its end is never usable, and a
 * lock past its time never holds, whether or not the sweep has marked them. A coupon keeps the terms of the template's
 * version it was issued from. A printed code is kept as a keyed hash and is good once.
 *
 * <p>Requests that arrive together share a transaction ({@link dev.huiyuan.coupon.GroupCommit}): claims of one template,
 * and uses. Orders take part in batches of their own through {@link dev.huiyuan.coupon.OrderCoupons}.
 *
 * <p>Tables: {@code coupon_template} and {@code coupon_template_version} (administered, Hibernate), {@code
 * coupon_stock}, {@code coupon_limit}, {@code coupon_day_limit}, {@code coupon_staff_day}, {@code coupon}, {@code
 * coupon_event}, {@code coupon_merge}, {@code coupon_alias}, {@code coupon_code_batch}, {@code coupon_code} (volume, SQL). Events out: {@code
 * coupon.issued.v1}, {@code coupon.used.v1}, {@code coupon.returned.v1}, {@code coupon.revoked.v1}, {@code
 * coupon.expired.v1}, {@code coupon.code-redeemed.v1}.
 */
@NullMarked
package dev.huiyuan.coupon;

import org.jspecify.annotations.NullMarked;
