package dev.huiyuan.order.pricing;

import dev.huiyuan.programme.Channel;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What is on a bill before anything is taken off.
 *
 * @param storeId in which store
 * @param channel where the order comes from
 * @param at the instant that it is priced for
 * @param lines the goods, 1 to {@value #MAX_LINES}, each with a reference of its own
 * @param deliveryFen the delivery fee, in fen
 * @param packagingFen what packaging costs, in fen; only points pay it
 */
public record Basket(
        UUID storeId, Channel channel, Instant at, List<BasketLine> lines, long deliveryFen, long packagingFen) {
    /** The most lines of a basket. */
    public static final int MAX_LINES = 200;

    /** The most that all goods and fees may cost, in fen: one million yuan. Every product in a price fits a long. */
    public static final long MAX_TOTAL_FEN = 100_000_000L;

    /**
     * Checks what every price relies on.
     *
     * @throws IllegalArgumentException for no or too many lines, a reference that is there twice, a negative fee or more than
     *     {@link #MAX_TOTAL_FEN}
     */
    public Basket {
        lines = List.copyOf(lines);
        if (lines.isEmpty() || lines.size() > MAX_LINES) throw new IllegalArgumentException("1 to 200 lines");
        if (deliveryFen < 0 || packagingFen < 0) throw new IllegalArgumentException("a negative fee");
        Set<String> refs = new HashSet<>();
        long totalFen = Math.addExact(deliveryFen, packagingFen);
        for (BasketLine line : lines) {
            if (!refs.add(line.ref())) throw new IllegalArgumentException("a reference twice: " + line.ref());
            totalFen = Math.addExact(totalFen, line.grossFen());
        }
        if (totalFen > MAX_TOTAL_FEN) throw new IllegalArgumentException("more than a bill may be");
    }

    /** What the goods cost, in fen. */
    public long goodsFen() {
        return lines.stream().mapToLong(BasketLine::grossFen).sum();
    }

    /** What goods and fees cost together, in fen. */
    public long totalFen() {
        return goodsFen() + deliveryFen + packagingFen;
    }
}
