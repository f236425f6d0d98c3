package dev.huiyuan.points.claim;

import dev.huiyuan.points.OrderReference;
import dev.huiyuan.points.core.Balance;
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
 * An order that a diner forgot to show the code for, as it stands on the receipt.
 *
 * @param storeId the store
 * @param orderRef the order's number
 * @param businessDate the business date, where the receipt shows one
 * @param amountFen what was paid for goods after discounts, in fen
 * @param occurredAt when; receipts show minutes
 */
@Schema(name = "PointsClaimRequest")
record ClaimRequest(
        @NotNull @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID storeId,

        @NotNull @Pattern(regexp = "[!-~]{1,64}") @Schema(examples = "A-20261121-0042")
        String orderRef,

        @Schema(examples = "2026-11-21") @Nullable LocalDate businessDate,

        @NotNull @Min(1) @Max(Balance.LIMIT) @Schema(examples = "5800")
        Long amountFen,

        @NotNull @Schema(examples = "2026-11-21T12:30:00+08:00")
        OffsetDateTime occurredAt) {
    OrderReference reference() {
        return new OrderReference(storeId, orderRef, businessDate);
    }
}
