package dev.huiyuan.points.core;

/**
 * What a member has, in points.
 *
 * @param available can be spent
 * @param pending will be available unless the order is cancelled
 * @param held set aside for something that is not completed yet
 * @param debt taken back beyond what was there; the next points pay it first
 */
public record Balance(long available, long pending, long held, long debt) {
    /** Nothing. */
    public static final Balance ZERO = new Balance(0, 0, 0, 0);

    /** The largest figure that every client can represent exactly: 2^53 - 1. */
    public static final long LIMIT = 9_007_199_254_740_991L;

    /** The sum of all entries. */
    public long total() {
        return available + pending + held - debt;
    }
}
