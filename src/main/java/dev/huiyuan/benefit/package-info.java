/**
 * Benefits that members get by the calendar: the birthday meal and its cards, discounts, free items and coupons of days.
 *
 * <p>Invariants: a benefit is granted once per person and benefit year, by primary key, through merges as well; a grant
 * and its coupon are written together; a day's coupon is granted once a member and celebration, also when its days are
 * corrected meanwhile; what comes free once a day is used once a day and a discount once a bill, by unique index; one
 * open booking a grant. Tables: {@code benefit_grant}, {@code benefit_alias}, {@code benefit_greeting}, {@code
 * benefit_task}, {@code benefit_use}, {@code benefit_occasion_day}, {@code benefit_occasion_grant}, {@code
 * benefit_meal_booking}. Events: {@code benefit.granted.v1}, {@code benefit.birthday.greeting.v1}, {@code
 * benefit.used.v1}, {@code benefit.use-reversed.v1}, {@code benefit.meal-booking.v1}. Jobs: {@code birthday}, {@code occasion-grants}.
 */
@NullMarked
package dev.huiyuan.benefit;

import org.jspecify.annotations.NullMarked;
