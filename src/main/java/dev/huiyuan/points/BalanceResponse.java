package dev.huiyuan.points;

import dev.huiyuan.points.core.Balance;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a member has, in points.
 *
 * @param available can be spent
 * @param pending becomes available unless the order is cancelled
 * @param held set aside for something that is not completed yet
 * @param debt the next points pay it first
 */
public record BalanceResponse(
        @Schema(examples = "116", minimum = "0", maximum = "9007199254740991")
        long available,

        @Schema(examples = "0", minimum = "0", maximum = "9007199254740991")
        long pending,

        @Schema(examples = "0", minimum = "0", maximum = "9007199254740991")
        long held,

        @Schema(examples = "0", minimum = "0", maximum = "9007199254740991")
        long debt) {
    static BalanceResponse of(Balance balance) {
        return new BalanceResponse(balance.available(), balance.pending(), balance.held(), balance.debt());
    }
}
