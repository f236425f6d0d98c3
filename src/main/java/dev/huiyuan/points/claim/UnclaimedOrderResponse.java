package dev.huiyuan.points.claim;

import dev.huiyuan.programme.Channel;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An order that waits for its diner.
 *
 * @param storeId the store that sold
 * @param orderRef the order's number
 * @param businessDate the store's business date, where its order numbers restart
 * @param channel where the order comes from
 * @param amountFen what was paid for goods, in fen
 * @param occurredAt when it was paid
 * @param claimableUntil the first instant at which it is no longer credited without asking staff
 * @param reportedAt when it was reported first
 */
@RegisterForReflection
record UnclaimedOrderResponse(
        UUID storeId,
        @Schema(examples = "A-20261121-0042") String orderRef,
        @Schema(examples = "2026-11-21") @Nullable LocalDate businessDate,
        Channel channel,

        @Schema(examples = "5800", minimum = "0", maximum = "9007199254740991")
        long amountFen,

        @Schema(examples = "2026-11-21T12:30:00+08:00") OffsetDateTime occurredAt,
        @Schema(examples = "2026-12-21T12:30:00+08:00") OffsetDateTime claimableUntil,

        @Schema(examples = "2026-11-21T12:30:04.123456+08:00")
        OffsetDateTime reportedAt) {
    static UnclaimedOrderResponse of(UnclaimedOrder order, Duration claimableFor, ZoneId zone) {
        return new UnclaimedOrderResponse(
                order.reference().storeId(),
                order.reference().orderRef(),
                order.reference().businessDate(),
                order.channel(),
                order.amountFen(),
                order.occurredAt().atZone(zone).toOffsetDateTime(),
                order.occurredAt().plus(claimableFor).atZone(zone).toOffsetDateTime(),
                order.reportedAt().atZone(zone).toOffsetDateTime());
    }
}
