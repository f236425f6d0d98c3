package dev.huiyuan.points.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was refunded of an order.
 *
 * @param amountFen how much, in fen; null for the lines, and for all that is left where none are named
 * @param lines the references of the lines that were refunded
 * @param asFarAsLeft whether a refund of more than what is left takes what is left, because events of one order come in
 *     any sequence; lines that the order does not have are then left out where the amount is named; else it is refused
 */
public record Refund(@Nullable Long amountFen, List<String> lines, boolean asFarAsLeft) {
    /** Whether lines that the order does not have are no matter: whoever could not know them said the amount as well. */
    boolean namesAmountAnyway() {
        return asFarAsLeft && amountFen != null;
    }
}
