package dev.huiyuan.order.pricing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Goods of one kind and price.
 *
 * @param ref the line's reference, unique in its order
 * @param dishId the dish, where the menu knows it
 * @param dishCode the dish's code
 * @param categoryCode the code of its category, where it has one
 * @param unitPriceFen what one costs, with its size, in fen
 * @param upgradeFen what of that is for a larger size, in fen; 0 for the ordinary one
 * @param quantity how many, 1 to {@value #MAX_QUANTITY}
 */
public record BasketLine(
        String ref,
        @Nullable UUID dishId,
        String dishCode,
        @Nullable String categoryCode,
        long unitPriceFen,
        long upgradeFen,
        int quantity) {
    /** The most units of a line. */
    public static final int MAX_QUANTITY = 999;

    /** The most that one unit may cost, in fen: one million yuan. */
    public static final long MAX_UNIT_PRICE_FEN = 100_000_000L;

    /**
     * Checks what every price relies on.
     *
     * @throws IllegalArgumentException for a price or quantity out of range
     */
    public BasketLine {
        if (unitPriceFen < 0 || unitPriceFen > MAX_UNIT_PRICE_FEN) throw new IllegalArgumentException("unit price");
        if (upgradeFen < 0 || upgradeFen > unitPriceFen) throw new IllegalArgumentException("upgrade");
        if (quantity < 1 || quantity > MAX_QUANTITY) throw new IllegalArgumentException("quantity");
    }

    /** What the line costs before anything is taken off, in fen. */
    public long grossFen() {
        return Math.multiplyExact(unitPriceFen, (long) quantity);
    }
}
