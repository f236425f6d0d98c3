package dev.huiyuan.order.pricing;

import java.util.Arrays;

/** Divides an amount into whole fen: the largest remainders get the fen that are left over, of equals the first. */
final class Spread {
    /** More than there are lines and fees, a power of two. */
    private static final int PLACES = 1 << 10;

    private Spread() {}

    /**
     * Divides an amount in proportion to weights. No part is above its weight as long as the amount is not above their sum.
     *
     * @param total the amount, at least 0
     * @param weights at least 0 each, not all of them 0 where there is an amount; together at most
     *     {@link Basket#MAX_TOTAL_FEN}. An amount above their sum, such as points that are worth less than a fen, is divided too
     */
    static long[] over(long total, long[] weights) {
        long sum = 0;
        for (long weight : weights) sum += weight;
        long[] parts = new long[weights.length];
        if (total == 0) return parts;
        if (sum == 0) throw new IllegalArgumentException("nothing to divide over");
        long[] order = new long[weights.length];
        long left = total;
        // The dearest points of the dearest bill times its weights do not fit a long. So the weights as often as they
        // go into the total, and their parts of what is over: that is below their sum, its product below the square.
        long times = total / sum;
        long over = total % sum;
        for (int i = 0; i < weights.length; i++) {
            long product = Math.multiplyExact(over, weights[i]);
            parts[i] = times * weights[i] + product / sum;
            left -= parts[i];
            // Sorted by remainder, of equals the first line last.
            order[i] = product % sum * PLACES + (PLACES - 1 - i);
        }
        if (left == 0) return parts;
        Arrays.sort(order);
        for (int i = 0; i < left; i++) parts[place(order[order.length - 1 - i])]++;
        return parts;
    }

    private static int place(long packed) {
        return PLACES - 1 - (int) (packed % PLACES);
    }
}
