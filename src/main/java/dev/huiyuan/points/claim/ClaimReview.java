package dev.huiyuan.points.claim;

import dev.huiyuan.programme.Channel;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What staff see of a claim when they decide about it.
 *
 * @param claimId the claim
 * @param orderRef the order's number
 * @param businessDate the business date, if one was given
 * @param amountFen what was paid, in fen, by the member
 * @param occurredAt when, by the member
 * @param doubt why it was not credited at once
 * @param reportedAmountFen what was paid, by the till, if it reported the order
 * @param reportedOccurredAt when, by the till
 * @param channel where the order came from, by the till
 */
@RegisterForReflection
record ClaimReview(
        UUID claimId,
        String orderRef,
        @Nullable LocalDate businessDate,
        long amountFen,
        Instant occurredAt,
        ClaimDoubt doubt,
        @Nullable Long reportedAmountFen,
        @Nullable Instant reportedOccurredAt,
        @Nullable Channel channel) {
    static ClaimReview of(Claim claim, ClaimDoubt doubt, @Nullable UnclaimedOrder report) {
        return new ClaimReview(
                claim.id(),
                claim.reference().orderRef(),
                claim.reference().businessDate(),
                claim.amountFen(),
                claim.occurredAt(),
                doubt,
                report == null ? null : report.amountFen(),
                report == null ? null : report.occurredAt(),
                report == null ? null : report.channel());
    }
}
