package dev.huiyuan.points.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.huiyuan.programme.Programme;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
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
 * @param rounding how fractions were rounded; absent for {@code FLOOR}
 * @param addition points that were added whatever the amount
 * @param limit what the order could earn at most, where a limit cut it
 * @param rules every rule that the order qualified for
 * @param lines the order's lines, or those that were refunded
 * @param note a code for what else decided, such as {@link #OUTSIDE_PROGRAMME}
 * @param debtPaid how many of the points paid a debt
 * @param debtMade how many points were taken beyond what was there
 * @param shortfall how many points could not be taken
 * @param matured how many points became available, were held or returned from a hold
 * @param refundRef the reference of the refund
 * @param lotId the lot that matured or expired
 * @param at when held points return, or an order's points become available
 * @param counterpart the other member
 * @param counterEntryId the entry on the other member's account
 * @param approvalId the approval of a second person
 * @param approvedBy that person
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Explanation(
        @Nullable Long amountFen,
        @Nullable Integer pointsPerYuan,
        @Nullable Long basePoints,
        @Nullable Integer percent,
        Programme.@Nullable Rounding rounding,
        @Nullable Long addition,
        @Nullable Long limit,
        @Nullable List<AppliedRule> rules,
        @Nullable List<OrderLine> lines,
        @Nullable String note,
        @Nullable Long debtPaid,
        @Nullable Long debtMade,
        @Nullable Long shortfall,
        @Nullable Long matured,
        @Nullable String refundRef,
        @Nullable UUID lotId,
        @Nullable Instant at,
        @Nullable UUID counterpart,
        @Nullable UUID counterEntryId,
        @Nullable UUID approvalId,
        @Nullable UUID approvedBy) {
    /** The member was not in the points programme when the order happened. */
    public static final String OUTSIDE_PROGRAMME = "outside-programme";

    /** The refund was larger than what was left of the order. */
    public static final String EXCEEDS_ORDER = "exceeds-order";

    /** Nobody captured the hold in time. */
    public static final String TIMED_OUT = "timed-out";

    /** Points without a date of their own expired because the member neither earned nor spent for long. */
    public static final String INACTIVITY = "inactivity";

    /** Nothing to explain. */
    public static final Explanation NONE = new Builder().build();

    /** The same, with what a debt took of the points. */
    Explanation withDebtPaid(long points) {
        if (points == 0) return this;
        return new Explanation(
                amountFen,
                pointsPerYuan,
                basePoints,
                percent,
                rounding,
                addition,
                limit,
                rules,
                lines,
                note,
                points,
                debtMade,
                shortfall,
                matured,
                refundRef,
                lotId,
                at,
                counterpart,
                counterEntryId,
                approvalId,
                approvedBy);
    }

    static Builder explain() {
        return new Builder();
    }

    /** The lines' references. */
    public List<String> lineRefs() {
        return lines == null ? List.of() : lines.stream().map(OrderLine::ref).toList();
    }

    /** An explanation that is being written. */
    static final class Builder {
        private @Nullable Long amountFen;
        private @Nullable Integer pointsPerYuan;
        private @Nullable Long basePoints;
        private @Nullable Integer percent;
        private Programme.@Nullable Rounding rounding;
        private @Nullable Long addition;
        private @Nullable Long limit;
        private @Nullable List<AppliedRule> rules;
        private @Nullable List<OrderLine> lines;
        private @Nullable String note;
        private @Nullable Long debtPaid;
        private @Nullable Long debtMade;
        private @Nullable Long shortfall;
        private @Nullable Long matured;
        private @Nullable String refundRef;
        private @Nullable UUID lotId;
        private @Nullable Instant at;
        private @Nullable UUID counterpart;
        private @Nullable UUID counterEntryId;
        private @Nullable UUID approvalId;
        private @Nullable UUID approvedBy;

        private Builder() {}

        Builder earning(long fen, int rate, long base, int multiplierPercent) {
            amountFen = fen;
            pointsPerYuan = rate;
            basePoints = base;
            percent = multiplierPercent;
            return this;
        }

        Builder rounded(Programme.Rounding how) {
            rounding = how == Programme.Rounding.FLOOR ? null : how;
            return this;
        }

        Builder added(long points) {
            addition = positive(points);
            return this;
        }

        Builder limited(@Nullable Long points) {
            limit = points;
            return this;
        }

        Builder rules(List<AppliedRule> all) {
            rules = all.isEmpty() ? null : all;
            return this;
        }

        Builder lines(List<OrderLine> all) {
            lines = all.isEmpty() ? null : all;
            return this;
        }

        Builder note(@Nullable String code) {
            note = code;
            return this;
        }

        Builder refund(@Nullable Long fen, String ref) {
            amountFen = fen;
            refundRef = ref;
            return this;
        }

        Builder debtPaid(long points) {
            debtPaid = positive(points);
            return this;
        }

        Builder debtMade(long points) {
            debtMade = positive(points);
            return this;
        }

        Builder shortfall(long points) {
            shortfall = positive(points);
            return this;
        }

        Builder moved(long points) {
            matured = positive(points);
            return this;
        }

        Builder lot(UUID id) {
            lotId = id;
            return this;
        }

        Builder at(Instant instant) {
            at = instant;
            return this;
        }

        Builder counterpart(UUID memberId, UUID entryId) {
            counterpart = memberId;
            counterEntryId = entryId;
            return this;
        }

        Builder approved(@Nullable Approved by) {
            approvalId = by == null ? null : by.approvalId();
            approvedBy = by == null ? null : by.approvedBy();
            return this;
        }

        Explanation build() {
            return new Explanation(
                    amountFen,
                    pointsPerYuan,
                    basePoints,
                    percent,
                    rounding,
                    addition,
                    limit,
                    rules,
                    lines,
                    note,
                    debtPaid,
                    debtMade,
                    shortfall,
                    matured,
                    refundRef,
                    lotId,
                    at,
                    counterpart,
                    counterEntryId,
                    approvalId,
                    approvedBy);
        }

        private static @Nullable Long positive(long points) {
            return points > 0 ? points : null;
        }
    }
}
