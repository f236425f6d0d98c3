package dev.huiyuan.programme;

/**
 * A date of the Chinese calendar.
 *
 * @param year its year, named after the solar year that it begins in
 * @param month 1 to 12
 * @param leap whether the month is a leap month, which repeats the one before it
 * @param day 1 to 30
 */
public record LunarDate(int year, int month, boolean leap, int day) {}
