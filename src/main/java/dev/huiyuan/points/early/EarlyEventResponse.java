package dev.huiyuan.points.early;

import dev.huiyuan.points.writer.EarlyEvent;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A refund or completion that came before its order.
 *
 * @param id which
 * @param source the source of the order: {@code store:} and the store, or {@code import:} and who imported it
 * @param orderRef the order's number, behind the business date where there is one
 * @param kind what happened to the order
 * @param refundRef the refund's own reference
 * @param amountFen what was refunded, in fen; absent for all that is left
 * @param lines the lines that were refunded
 * @param completedAt when the order was completed
 * @param reason the refund's code
 * @param actor who reported it
 * @param receivedAt when
 * @param state how it stands
 * @param problem the problem code with which it was refused when its order came
 */
@Schema(name = "EarlyEventResponse")
record EarlyEventResponse(
        UUID id,

        @Schema(examples = "store:01980000-0000-7000-8000-000000000001")
        String source,

        @Schema(examples = "2026-11-21 A-0042") String orderRef,
        EarlyEvent.Kind kind,
        @Schema(examples = "R-0042-1") @Nullable String refundRef,

        @Schema(examples = "1800", minimum = "1", maximum = "9007199254740991") @Nullable
        Long amountFen,

        @Schema(examples = "[\"1\"]") List<String> lines,

        @Schema(examples = "2026-11-21T13:10:00+08:00") @Nullable
        OffsetDateTime completedAt,

        @Schema(examples = "ORDER_CANCELLED") @Nullable String reason,

        @Schema(examples = "staff:01980000-0000-7000-8000-0000000000bb")
        String actor,

        @Schema(examples = "2026-11-21T13:10:02.123456+08:00")
        OffsetDateTime receivedAt,

        EarlyEventState state,
        @Schema(examples = "line-not-found") @Nullable String problem) {}
