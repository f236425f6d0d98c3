package dev.huiyuan.order.pricing;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A line of a settled order, as far as refunds need it.
 *
 * @param ref its reference
 * @param quantity how many units
 * @param netFen what was paid for it in money, in fen
 * @param points how many points paid for it
 * @param refunded how many units have been refunded before
 */
@RegisterForReflection
public record SoldLine(String ref, int quantity, long netFen, long points, int refunded) {
    /** A line of a price of which nothing was refunded. */
    public static SoldLine of(Price.Line line) {
        return new SoldLine(line.line().ref(), line.line().quantity(), line.netFen(), line.points(), 0);
    }

    /** What the first units of it are worth together of an amount, rounded down: the last one takes the rest. */
    long upTo(int units, long amount) {
        return Math.multiplyExact(amount, (long) units) / quantity;
    }
}
