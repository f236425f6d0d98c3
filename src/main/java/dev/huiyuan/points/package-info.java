/**
 * The points ledger: accounts, entries, lots, accrual, redemption, reversal, maturity and expiry.
 *
 * <p>Invariants, per member and at every commit: {@code available + pending + held - debt = sum of entries = sum of
 * open lots + held - debt}; debt only while nothing is available; one entry per business key; entries are never
 * changed. The rules are pure functions in {@code core}; {@code writer} commits many commands at once.
 *
 * <p>Tables: {@code points_account}, {@code points_entry}, {@code points_lot}, {@code points_allocation},
 * {@code business_key}. Events out: {@code points.accrued.v1}, {@code points.redeemed.v1},
 * {@code points.accrual-reversed.v1}, {@code points.redemption-reversed.v1}, {@code points.matured.v1},
 * {@code points.expired.v1}.
 */
@NullMarked
package dev.huiyuan.points;

import org.jspecify.annotations.NullMarked;
