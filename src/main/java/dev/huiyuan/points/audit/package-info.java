/**
 * Whether the points ledger balances: of one member, or of the whole book chunk by chunk beside live traffic, as
 * endpoint, job {@code ledger-audit} and metrics.
 *
 * <p>It reads the tables of {@code points} and writes none of them. Tables: {@code points_audit}, {@code
 * points_audit_total}, {@code points_audit_difference}.
 */
@NullMarked
package dev.huiyuan.points.audit;

import org.jspecify.annotations.NullMarked;
