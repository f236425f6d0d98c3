package dev.huiyuan.points.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why an entry has the points it has. Stored with the entry; absent fields do not concern it.
 *
 * @param amountFen the amount that points were earned for, or taken back for, in fen
 * @param pointsPerYuan the rate
 * @param basePoints the points without a multiplier
 * @param percent the multiplier that counted, in percent; 0 outside the points programme
 * @param rules every multiplier that the order qualified for
 * @param note a code for what else decided, such as {@link #OUTSIDE_PROGRAMME}
 * @param debtPaid how many of the points paid a debt
 * @param debtMade how many points were taken beyond what was there
 * @param shortfall how many points could not be taken
 * @param matured how many points became available
 * @param refundRef the reference of the refund
 * @param lotId the lot that matured or expired
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Explanation(
        @Nullable Long amountFen,
        @Nullable Integer pointsPerYuan,
        @Nullable Long basePoints,
        @Nullable Integer percent,
        @Nullable List<AppliedRule> rules,
        @Nullable String note,
        @Nullable Long debtPaid,
        @Nullable Long debtMade,
        @Nullable Long shortfall,
        @Nullable Long matured,
        @Nullable String refundRef,
        @Nullable UUID lotId) {
    /** The member was not in the points programme when the order happened. */
    public static final String OUTSIDE_PROGRAMME = "outside-programme";

    /** Nothing to explain. */
    public static final Explanation NONE =
            new Explanation(null, null, null, null, null, null, null, null, null, null, null, null);

    static Explanation ofEarning(
            long amountFen,
            int pointsPerYuan,
            long basePoints,
            int percent,
            List<AppliedRule> rules,
            @Nullable String note) {
        return new Explanation(
                amountFen,
                pointsPerYuan,
                basePoints,
                percent,
                rules.isEmpty() ? null : rules,
                note,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    static Explanation ofRefund(@Nullable Long amountFen, String refundRef, long debtMade, long shortfall) {
        return new Explanation(
                amountFen,
                null,
                null,
                null,
                null,
                null,
                null,
                positive(debtMade),
                positive(shortfall),
                null,
                refundRef,
                null);
    }

    static Explanation ofLot(UUID lotId, long matured) {
        return new Explanation(null, null, null, null, null, null, null, null, null, positive(matured), null, lotId);
    }

    Explanation withDebtPaid(long points) {
        if (points == 0) return this;
        return new Explanation(
                amountFen,
                pointsPerYuan,
                basePoints,
                percent,
                rules,
                note,
                points,
                debtMade,
                shortfall,
                matured,
                refundRef,
                lotId);
    }

    private static @Nullable Long positive(long points) {
        return points > 0 ? points : null;
    }
}
