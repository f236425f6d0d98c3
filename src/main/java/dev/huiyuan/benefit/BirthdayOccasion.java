package dev.huiyuan.benefit;

import java.time.LocalDate;

/**
 * A day on which the members with one birthday celebrate it.
 *
 * @param celebratedOn the day; its year is the benefit year
 * @param month the birthday's month
 * @param day the birthday's day; 29 for the 28 February of a common year as well
 */
record BirthdayOccasion(LocalDate celebratedOn, int month, int day) {
    int benefitYear() {
        return celebratedOn.getYear();
    }
}
