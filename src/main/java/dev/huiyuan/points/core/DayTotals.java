package dev.huiyuan.points.core;

/**
 * What counts towards the limits of one day.
 *
 * @param earned points that orders of the day earned
 * @param given points that were given away on the day
 * @param gifts how often
 */
public record DayTotals(long earned, long given, int gifts) {
    /** Nothing yet. */
    public static final DayTotals NONE = new DayTotals(0, 0, 0);

    /** Both together. */
    public DayTotals plus(DayTotals other) {
        return new DayTotals(earned + other.earned, given + other.given, gifts + other.gifts);
    }
}
