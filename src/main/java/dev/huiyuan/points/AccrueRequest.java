package dev.huiyuan.points;

import dev.huiyuan.points.core.Balance;
import dev.huiyuan.points.core.OrderLine;
import dev.huiyuan.programme.Channel;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An order that earns points.
 *
 * @param memberId who earns
 * @param storeId the store that sold
 * @param orderRef the order's number, unique in the store (or in the import)
 * @param businessDate the store's business date, where its order numbers restart
 * @param channel where the order comes from
 * @param amountFen what was paid for goods after discounts, in fen; 0 is an order without points
 * @param occurredAt when it was paid
 * @param lines its lines, where refunds shall name them; their amounts add up to the order's
 * @param mayBeCancelled whether its points stay pending until it is reported as completed
 */
public record AccrueRequest(
        @NotNull @Schema(examples = "01980000-0000-7000-8000-0000000000aa")
        UUID memberId,

        @NotNull @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID storeId,

        @NotNull @Pattern(regexp = "[!-~]{1,64}") @Schema(examples = "A-20261121-0042")
        String orderRef,

        @Schema(examples = "2026-11-21") @Nullable LocalDate businessDate,

        @NotNull @Schema(examples = "STORE") Channel channel,

        @NotNull @Min(0) @Max(Balance.LIMIT) @Schema(examples = "5800")
        Long amountFen,

        @NotNull @Schema(examples = "2026-11-21T12:30:00+08:00")
        OffsetDateTime occurredAt,

        @Size(max = 200) @Nullable List<@NotNull @Valid OrderLineRequest> lines,

        @Schema(examples = "false", defaultValue = "false") @Nullable
        Boolean mayBeCancelled) {
    /** What the store calls the order. */
    OrderReference reference() {
        return new OrderReference(storeId, orderRef, businessDate);
    }

    /** Whether the points stay pending. */
    boolean pending() {
        return Boolean.TRUE.equals(mayBeCancelled);
    }

    /** The lines as the ledger keeps them; problem {@code lines-do-not-add-up}. */
    List<OrderLine> orderLines() {
        return OrderLineRequest.lines(lines, amountFen);
    }
}
