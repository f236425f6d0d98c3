/**
 * The points ledger: accounts, entries and lots; orders that earn, are completed and refunded in any sequence; spending
 * at once or with a hold; gifts, adjustments, freezing and merging; maturity and expiry.
 *
 * <p>Invariants, per member and at every commit: {@code available + pending + held - debt = sum of entries = sum of
 * open lots + held - debt}; debt only while nothing is available; one entry per business key; entries are never
 * changed. The rules are pure functions in {@code core}; {@code writer} commits many commands at once.
 *
 * <p>Tables: {@code points_account}, {@code points_entry}, {@code points_lot}, {@code points_allocation},
 * {@code points_hold}, {@code points_merge}, {@code points_early_event}, {@code business_key}. Events out: one for each
 * entry, with the topic of its type, such as {@code points.accrued.v1}; see
 * {@link dev.huiyuan.points.core.EntryType}.
 */
@NullMarked
package dev.huiyuan.points;

import org.jspecify.annotations.NullMarked;
