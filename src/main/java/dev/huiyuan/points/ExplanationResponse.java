package dev.huiyuan.points;

import dev.huiyuan.points.core.AppliedRule;
import dev.huiyuan.points.core.Explanation;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.points.core.OrderLine;
import dev.huiyuan.programme.Programme.Rounding;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Why an entry has the points it has.
 *
 * @param summary the same in a sentence, in the caller's language
 * @param ruleVersion the version of the programme that decided
 * @param amountFen the amount that points were earned for, or taken back for, in fen
 * @param pointsPerYuan the rate
 * @param basePoints the points without a multiplier
 * @param percent the multiplier that counted, in percent
 * @param rounding how fractions were rounded; absent when down
 * @param addition points that were added whatever the amount
 * @param limit what the order could earn at most, where a limit cut it
 * @param rules every rule that the order qualified for
 * @param lines the order's lines, or those that were refunded
 * @param note what else decided, a code
 * @param debtPaid how many of the points paid a debt
 * @param debtMade how many points were taken beyond what was there
 * @param shortfall how many points could not be taken
 * @param matured how many points became available, were held, or returned from a hold
 * @param refundRef the refund's reference
 * @param at when held points return, or an order's points become available
 * @param approvalId the approval of a second person
 */
public record ExplanationResponse(
        @Schema(examples = "消费58.00元，生日月双倍，+116") String summary,

        @Schema(examples = "1", minimum = "1") int ruleVersion,

        @Schema(examples = "5800", maximum = "9007199254740991") @Nullable
        Long amountFen,

        @Schema(examples = "1", minimum = "0") @Nullable Integer pointsPerYuan,

        @Schema(examples = "58", minimum = "0", maximum = "9007199254740991") @Nullable
        Long basePoints,

        @Schema(examples = "200", minimum = "0") @Nullable Integer percent,
        @Nullable Rounding rounding,

        @Schema(minimum = "0", maximum = "9007199254740991") @Nullable
        Long addition,

        @Schema(minimum = "0", maximum = "9007199254740991") @Nullable
        Long limit,

        @Nullable List<AppliedRule> rules,
        @Nullable List<OrderLine> lines,
        @Nullable String note,

        @Schema(minimum = "0", maximum = "9007199254740991") @Nullable
        Long debtPaid,

        @Schema(minimum = "0", maximum = "9007199254740991") @Nullable
        Long debtMade,

        @Schema(minimum = "0", maximum = "9007199254740991") @Nullable
        Long shortfall,

        @Schema(minimum = "0", maximum = "9007199254740991") @Nullable
        Long matured,

        @Nullable String refundRef,
        @Nullable OffsetDateTime at,
        @Nullable UUID approvalId) {
    static ExplanationResponse of(LedgerEntry entry, ZoneId zone, Locale language) {
        Explanation explanation = entry.explanation();
        return new ExplanationResponse(
                Summaries.of(entry, language),
                entry.ruleVersion(),
                explanation.amountFen(),
                explanation.pointsPerYuan(),
                explanation.basePoints(),
                explanation.percent(),
                explanation.rounding(),
                explanation.addition(),
                explanation.limit(),
                explanation.rules(),
                explanation.lines(),
                explanation.note(),
                explanation.debtPaid(),
                explanation.debtMade(),
                explanation.shortfall(),
                explanation.matured(),
                explanation.refundRef(),
                explanation.at() == null ? null : explanation.at().atZone(zone).toOffsetDateTime(),
                explanation.approvalId());
    }
}
