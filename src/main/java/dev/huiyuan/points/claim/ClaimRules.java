package dev.huiyuan.points.claim;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which claims are believed without asking anybody. */
final class ClaimRules {
    private ClaimRules() {}

    /**
     * Why staff have to look at a claim; null for an exact match: the till reported the same order with the same amount,
     * at the same time as far as a receipt shows it, and not too long ago.
     */
    static @Nullable ClaimDoubt doubt(
            Claim claim, @Nullable UnclaimedOrder report, Duration claimableFor, Duration tolerance) {
        if (report == null) return ClaimDoubt.NOT_REPORTED;
        boolean sameTime = distance(report.occurredAt(), claim.occurredAt()).compareTo(tolerance) <= 0;
        if (report.amountFen() != claim.amountFen() || !sameTime) return ClaimDoubt.OTHER_CONTENT;
        boolean claimable = claim.claimedAt().isBefore(report.occurredAt().plus(claimableFor));
        return claimable ? null : ClaimDoubt.TOO_OLD;
    }

    private static Duration distance(Instant a, Instant b) {
        return Duration.between(a, b).abs();
    }
}
