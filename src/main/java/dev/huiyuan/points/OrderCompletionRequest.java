package dev.huiyuan.points;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * That an order can no longer be cancelled.
 *
 * @param storeId the store that sold
 * @param orderRef the order's number, unique in the store (or in the import)
 * @param businessDate the store's business date, where its order numbers restart
 * @param completedAt since when; not in the future
 */
public record OrderCompletionRequest(
        @NotNull @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID storeId,

        @NotNull @Pattern(regexp = "[!-~]{1,64}") @Schema(examples = "A-20261121-0042")
        String orderRef,

        @Schema(examples = "2026-11-21") @Nullable LocalDate businessDate,

        @NotNull @Schema(examples = "2026-11-21T13:10:00+08:00")
        OffsetDateTime completedAt) {}
