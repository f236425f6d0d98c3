/**
 * Prices of baskets and shares of refunds: plain functions without I/O. All amounts are whole fen, all sums are exact, and
 * the same input always gives the same output.
 *
 * <p>The order of things on a bill, each on what the ones before left:
 *
 * <ol>
 *   <li>exchange coupons take one unit of a dish off, upgrade coupons what a larger size of one unit costs; coupons that are
 *       for fewer lines choose first, each takes the dearest unit that it is for;
 *   <li>the tier's discount and those of the calendar's days, combined as the programme says, on all goods;
 *   <li>coupons with an amount or a percentage on the goods that they are for, coupons for the delivery fee;
 *   <li>points as money on whatever is left, up to the programme's share of it.
 * </ol>
 *
 * <p>Thresholds and percentages are judged on the goods after the first two steps: on the lines that the coupon is for, or
 * on all goods for exchanges and upgrades, whose scope says what they give. Other coupons do not change that amount, so it
 * does not matter which of several comes first.
 */
@NullMarked
package dev.huiyuan.order.pricing;

import org.jspecify.annotations.NullMarked;
