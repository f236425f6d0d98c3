package dev.huiyuan.points.claim;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A member's claim.
 *
 * @param claimId which
 * @param state where it stands
 * @param storeId the store
 * @param orderRef the order's number
 * @param businessDate the business date, if one was given
 * @param amountFen what was paid, in fen, as claimed
 * @param occurredAt when, as claimed
 * @param claimedAt when it was claimed
 * @param entryId what was credited; absent unless it was
 */
@RegisterForReflection
@Schema(name = "PointsClaim")
record ClaimResponse(
        @Schema(examples = "01980000-0000-7000-8000-0000000000dd")
        UUID claimId,

        @Schema(examples = "IN_REVIEW") ClaimState state,
        UUID storeId,
        @Schema(examples = "A-20261121-0042") String orderRef,
        @Nullable LocalDate businessDate,

        @Schema(examples = "5800", minimum = "1", maximum = "9007199254740991")
        long amountFen,

        @Schema(examples = "2026-11-21T12:30:00+08:00") OffsetDateTime occurredAt,

        @Schema(examples = "2026-11-22T09:10:00.123456+08:00")
        OffsetDateTime claimedAt,

        @Nullable UUID entryId) {
    static ClaimResponse of(Claim claim, ZoneId zone) {
        return new ClaimResponse(
                claim.id(),
                claim.state(),
                claim.reference().storeId(),
                claim.reference().orderRef(),
                claim.reference().businessDate(),
                claim.amountFen(),
                claim.occurredAt().atZone(zone).toOffsetDateTime(),
                claim.claimedAt().atZone(zone).toOffsetDateTime(),
                claim.entryId());
    }
}
