/**
 * Benefits that members get by the calendar: the birthday meal.
 *
 * <p>Invariants: a benefit is granted once per member and benefit year, by primary key; a grant and its coupon are
 * written together. Table: {@code benefit_grant}. Event: {@code benefit.granted.v1}.
 */
@NullMarked
package dev.huiyuan.benefit;

import org.jspecify.annotations.NullMarked;
