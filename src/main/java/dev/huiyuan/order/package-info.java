/**
 * Orders: quotes, and the one call that settles a bill. A paid order uses coupons, spends points, earns points, moves the
 * tier's spend and records benefits in one transaction of the ledger's batches; a pending one locks coupons and holds
 * points until it is confirmed, cancelled or out of time; refunds return money, points, coupons and benefits by what was
 * decided when the order was settled.
 *
 * <p>Invariants: one order a bill, and a bill that points were credited for otherwise is no order; a bill adds up to the
 * fen; what returns is never more than what was paid, by line and in all; a refund changes nothing that was decided. Callers
 * take the money and tell how ({@code payments}); we move none.
 *
 * <p>{@code order.pricing} is the pure part that computes prices and refunds. Quotes write nothing: a quote is a sealed text
 * that its reader brings back.
 *
 * <p>Tables: {@code order_bill}, {@code order_line}, {@code order_payment}, {@code order_refund}, {@code order_alias}.
 * Events out: {@code order.pending.v1}, {@code order.settled.v1}, {@code order.cancelled.v1}, {@code order.refunded.v1}.
 */
@NullMarked
package dev.huiyuan.order;

import org.jspecify.annotations.NullMarked;
