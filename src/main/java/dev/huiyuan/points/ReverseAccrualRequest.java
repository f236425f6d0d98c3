package dev.huiyuan.points;

import dev.huiyuan.points.core.Balance;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A refund of an order.
 *
 * @param refundRef the refund's own reference: each refund is booked once
 * @param amountFen what was refunded, in fen; left out for the lines, or for all that is left of the order
 * @param lines the lines of the order that were refunded, each once
 * @param reason a code
 */
public record ReverseAccrualRequest(
        @NotNull @Pattern(regexp = "[!-~]{1,64}") @Schema(examples = "R-0042-1")
        String refundRef,

        @Min(1) @Max(Balance.LIMIT) @Schema(examples = "1800") @Nullable
        Long amountFen,

        @Size(max = 200) @Schema(examples = "[\"1\"]") @Nullable
        List<@NotNull @Pattern(regexp = "[!-~]{1,64}") String> lines,

        @NotNull @Pattern(regexp = "[A-Z_]{2,40}") @Schema(examples = "ORDER_REFUNDED")
        String reason) {
    /** The lines that were refunded. */
    List<String> lineRefs() {
        return lines == null ? List.of() : lines.stream().distinct().sorted().toList();
    }
}
