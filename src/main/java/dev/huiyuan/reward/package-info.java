/**
 * The catalogue of what points buy, and its redemption.
 *
 * <p>Invariants: a redemption takes from stock and limit, gives what it is and spends the points in one transaction, or
 * does nothing; what is reserved holds the points instead, and ends once: fulfilled, cancelled or expired; what is
 * reserved and redeemed never exceeds the stock, nor a member's limit; what returns returns once, with its points.
 *
 * <p>Tables: {@code reward_item} (administered, Hibernate), {@code reward_stock}, {@code reward_limit}, {@code
 * reward_day_limit}, {@code reward_redemption}, {@code reward_step} (append-only), {@code reward_pool}, {@code
 * reward_pool_code}, {@code reward_pool_count}, {@code reward_draw}, {@code reward_draw_ticket} (SQL). Events out: {@code reward.redeemed.v1}, {@code
 * reward.redemption-changed.v1}.
 */
@NullMarked
package dev.huiyuan.reward;

import org.jspecify.annotations.NullMarked;
