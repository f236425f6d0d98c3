/**
 * The catalogue of what points buy, and its redemption.
 *
 * <p>Invariants: a redemption takes from the stock, issues the coupon and spends the points in one transaction, or does
 * nothing; no item is redeemed more often than its stock or its limit for each member.
 *
 * <p>Tables: {@code reward_item} (administered, Hibernate), {@code reward_stock}, {@code reward_limit}, {@code
 * reward_redemption} (volume, SQL). Events out: {@code reward.redeemed.v1}.
 */
@NullMarked
package dev.huiyuan.reward;

import org.jspecify.annotations.NullMarked;
