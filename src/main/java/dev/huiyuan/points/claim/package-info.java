/**
 * Late claims: tills report orders without a member, and the diner who forgot the code claims one of them later. An
 * exact match that nobody has is credited at once; about everything else staff of the store decide.
 *
 * <p>Invariants: an order credits one member, by the ledger's business key and by nothing else; a claim's answer does
 * not tell whether there is such an order, except to whom it is credited. Tables: {@code points_unclaimed_order},
 * {@code points_claim}, {@code points_claim_day}.
 */
@NullMarked
package dev.huiyuan.points.claim;

import org.jspecify.annotations.NullMarked;
