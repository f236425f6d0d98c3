package dev.huiyuan.programme.admin;

/** Which percents rules may state. */
final class Percents {
    private static final int PLAIN = 100;
    /** Ten times the points is taken for a slip of the keyboard: 1,000 where 100 was meant. */
    private static final int TOO_MUCH = 1_000;

    private Percents() {}

    /** A multiplier of points: it never takes away, and stays below ten times. */
    static void multiplier(int percent, Findings findings, Object... steps) {
        findings.between(percent, PLAIN, TOO_MUCH - 1L, steps);
    }

    /** What is taken off a bill. */
    static void discount(int percent, Findings findings, Object... steps) {
        findings.between(percent, 0, PLAIN, steps);
    }
}
