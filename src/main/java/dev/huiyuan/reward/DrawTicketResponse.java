package dev.huiyuan.reward;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A ticket of a draw.
 *
 * @param id its id
 * @param drawCode the draw
 * @param number its number within the draw
 * @param state ISSUED, or VOID where its redemption was cancelled
 * @param issuedAt when
 */
@Schema(name = "DrawTicket")
record DrawTicketResponse(
        UUID id,
        @Schema(examples = "NEW-YEAR-2027") String drawCode,

        @Schema(minimum = "1", maximum = "9007199254740991", examples = "4711")
        long number,

        @Schema(examples = "ISSUED") String state,
        OffsetDateTime issuedAt) {}
