package dev.huiyuan.points;

import dev.huiyuan.points.core.Balance;
import dev.huiyuan.points.core.Channel;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import java.time.OffsetDateTime;
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
        OffsetDateTime occurredAt) {
    /** The order's reference among all of its source. An order number has no space: the two parts cannot be confused. */
    String ref() {
        return businessDate == null ? orderRef : businessDate + " " + orderRef;
    }
}
