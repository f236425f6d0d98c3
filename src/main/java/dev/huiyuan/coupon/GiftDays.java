package dev.huiyuan.coupon;

import java.time.LocalDate;

/**
 * The days that a gift is for. A gift may come ahead of its day, and a coupon that ends before it would be none.
 *
 * @param countedFrom days of validity count from this day on, where it is still to come
 * @param through a coupon that counts days lasts at least to the end of this day
 */
public record GiftDays(LocalDate countedFrom, LocalDate through) {}
