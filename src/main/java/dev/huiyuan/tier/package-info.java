/**
 * The tier that each member has, and what it is decided by.
 *
 * <p>Takes part in every ledger batch: keeps what orders of each day have left after their refunds, under the lock of the
 * member's account, and moves the tier in the transaction of the order that crosses a threshold. Jobs evaluate every
 * member once a quarter and end grace periods and protections.
 *
 * <p>Invariants: every member has exactly one standing from registration on; the spend of a day is the sum of what is
 * left of its orders, for whoever holds the account that they are booked on; a change is one line of history, once.
 *
 * <p>The ledger's audit compares the days with the entries, see {@link dev.huiyuan.tier.SpendAudit}.
 *
 * <p>Tables: {@code tier_spend_day}, {@code tier_standing}, {@code tier_change}, {@code tier_evaluation}. Events:
 * {@code tier.changed.v1}, {@code tier.grace.started.v1}, {@code tier.kept.v1}.
 */
@NullMarked
package dev.huiyuan.tier;

import org.jspecify.annotations.NullMarked;
