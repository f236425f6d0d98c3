/**
 * The tier that each member has.
 *
 * <p>Invariant: every member has exactly one standing from registration on. Table: {@code tier_standing}. Gives the
 * tier's points multiplier to ledger batches and the tier to the member card.
 */
@NullMarked
package dev.huiyuan.tier;

import org.jspecify.annotations.NullMarked;
