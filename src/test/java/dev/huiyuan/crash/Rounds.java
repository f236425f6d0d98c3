package dev.huiyuan.crash;

/** How long the suite runs. */
final class Rounds {
    private Rounds() {}

    /** How often each crash happens: once, or {@code -Dhuiyuan.crash.rounds}. */
    static int count() {
        return Integer.getInteger("huiyuan.crash.rounds", 1);
    }

    /** Whether there is time for what takes long. */
    static boolean areMany() {
        return count() > 1;
    }
}
