package dev.huiyuan.order;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * That a pending order was paid.
 *
 * @param payments how; they come to what is to be paid
 * @param occurredAt when it was paid; now where absent
 */
@Schema(name = "OrderConfirmation")
record ConfirmOrderRequest(
        @NotNull @Size(max = 10) List<@NotNull @Valid PaymentReport> payments,

        @Schema(examples = "2026-11-21T12:34:00+08:00") @Nullable
        OffsetDateTime occurredAt) {}
