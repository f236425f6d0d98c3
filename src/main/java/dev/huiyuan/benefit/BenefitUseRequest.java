package dev.huiyuan.benefit;

import dev.huiyuan.points.OrderReference;
import dev.huiyuan.programme.Channel;
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
 * A bill that uses a benefit.
 *
 * @param memberId whose benefit
 * @param presenceId the proof that the member is there, from resolving the member code
 * @param storeId where
 * @param benefit which, as the current benefits call it
 * @param orderRef the bill, as the till calls it; one bill a presence
 * @param businessDate the store's business date, where its bill numbers restart; the day of {@code occurredAt} where
 *     absent
 * @param occurredAt when the bill was opened, the same in each repetition: it is one bill also after midnight
 * @param channel where the order comes from; the store where absent
 * @param amountFen what a discount took off, in fen
 */
record BenefitUseRequest(
        @NotNull @Schema(examples = "01980000-0000-7000-8000-0000000000aa")
        UUID memberId,

        @NotNull @Schema(examples = "01980000-0000-7000-8000-0000000000a1")
        UUID presenceId,

        @NotNull @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID storeId,

        @NotNull
        @Pattern(regexp = "^(free-item|discount|tier-discount):[a-z0-9-]{1,60}$")
        @Schema(examples = "free-item:member-day")
        String benefit,

        @NotNull @Pattern(regexp = "^[\\x21-\\x7e]{1,100}$") @Schema(examples = "20261208-0042")
        String orderRef,

        @Schema(examples = "2026-12-08") @Nullable LocalDate businessDate,

        @NotNull @Schema(examples = "2026-12-08T18:05:00+08:00")
        OffsetDateTime occurredAt,

        @Nullable @Schema(examples = "STORE") Channel channel,

        @Nullable @Min(0) @Max(100_000_000) @Schema(examples = "1200")
        Long amountFen) {
    /** The bill, as an order of it is called. */
    OrderReference bill() {
        return new OrderReference(storeId, orderRef, businessDate);
    }

    Channel channelOrStore() {
        return channel == null ? Channel.STORE : channel;
    }
}
