package dev.huiyuan.points.claim;

import dev.huiyuan.points.OrderReference;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member's claim.
 *
 * @param id which
 * @param memberId whose
 * @param reference the order
 * @param amountFen what was paid, by the member
 * @param occurredAt when, by the member
 * @param claimedAt when it was claimed
 * @param state where it stands
 * @param approvalId what staff decide, if they have to
 * @param entryId what was credited, if it was
 */
record Claim(
        UUID id,
        UUID memberId,
        OrderReference reference,
        long amountFen,
        Instant occurredAt,
        Instant claimedAt,
        ClaimState state,
        @Nullable UUID approvalId,
        @Nullable UUID entryId) {
    Claim credited(UUID entry) {
        return new Claim(
                id, memberId, reference, amountFen, occurredAt, claimedAt, ClaimState.CREDITED, approvalId, entry);
    }

    Claim inReview(UUID approval) {
        return new Claim(
                id, memberId, reference, amountFen, occurredAt, claimedAt, ClaimState.IN_REVIEW, approval, null);
    }
}
