package dev.huiyuan.points;

import dev.huiyuan.points.core.Balance;
import dev.huiyuan.points.core.OrderLine;
import dev.huiyuan.shared.problem.ProblemCode;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A line of an order.
 *
 * @param lineRef its reference, unique in the order
 * @param amountFen what was paid for it after discounts, in fen
 */
public record OrderLineRequest(
        @NotNull @Pattern(regexp = "[!-~]{1,64}") @Schema(examples = "1")
        String lineRef,

        @NotNull @Min(0) @Max(Balance.LIMIT) @Schema(examples = "5800")
        Long amountFen) {
    /**
     * The lines of an order as the ledger keeps them; problem {@code lines-do-not-add-up}.
     *
     * @param lines as they were reported; null for none
     * @param amountFen what was paid for the order, in fen
     */
    public static List<OrderLine> lines(@Nullable List<OrderLineRequest> lines, long amountFen) {
        if (lines == null) return List.of();
        List<OrderLine> all = lines.stream()
                .map(line -> new OrderLine(line.lineRef(), line.amountFen()))
                .toList();
        long sum = all.stream().mapToLong(OrderLine::amountFen).sum();
        long different = all.stream().map(OrderLine::ref).distinct().count();
        if (!all.isEmpty() && sum != amountFen || different != all.size()) throw ProblemCode.LINES_DO_NOT_ADD_UP.with();
        return all;
    }
}
