package dev.huiyuan.programme;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The programme as diners see it.
 *
 * @param version the number of the rules' version
 * @param zone the time zone of calendar rules
 * @param pointsPerYuan points for each yuan paid for goods
 * @param pointsForOneYuan what one yuan costs in points when points pay
 * @param benefits what every member gets
 * @param tiers the tiers, lowest first
 * @param requiredConsents purposes without which nobody can be a member
 * @param notices the current version of each notice, by purpose
 * @param minimumAgeYears younger ones cannot register
 */
record ProgrammeResponse(
        @Schema(examples = "1") int version,
        @Schema(examples = "Asia/Shanghai") String zone,

        @Schema(examples = "1", minimum = "0", maximum = "9007199254740991")
        long pointsPerYuan,

        @Schema(examples = "100", minimum = "1", maximum = "9007199254740991")
        long pointsForOneYuan,

        List<ProgrammeBenefit> benefits,
        List<TierResponse> tiers,
        @Schema(examples = "[\"membership\"]") List<String> requiredConsents,
        @Schema(examples = "{\"membership\": \"2026-01\"}") Map<String, String> notices,
        @Schema(examples = "14") int minimumAgeYears) {
    /**
     * A tier.
     *
     * @param code its code
     * @param name its name for people
     * @param thresholdFen what is spent in the running 12 months to reach it, in fen
     * @param multiplierPercent the points multiplier in percent
     * @param discountPercent how much is taken off the bill, in percent
     * @param benefits what it offers, for people
     */
    @Schema(name = "ProgrammeTier")
    record TierResponse(
            @Schema(examples = "silver") String code,
            @Schema(examples = "银卡会员") String name,

            @Schema(examples = "50000", minimum = "0", maximum = "9007199254740991")
            long thresholdFen,

            @Schema(examples = "100", minimum = "0", maximum = "1000")
            int multiplierPercent,

            @Schema(examples = "0", minimum = "0", maximum = "100")
            int discountPercent,

            @Schema(examples = "[\"生日套餐\"]") List<String> benefits) {
        static TierResponse of(Programme.Tier tier) {
            return new TierResponse(
                    tier.code(),
                    tier.name(),
                    tier.thresholdFen(),
                    tier.multiplierPercent(),
                    tier.discountPercent(),
                    tier.benefits());
        }
    }

    static ProgrammeResponse of(ProgrammeVersion version) {
        Programme rules = version.rules();
        return new ProgrammeResponse(
                version.version(),
                rules.zone().getId(),
                rules.earning().pointsPerYuan(),
                rules.points().pointsPerYuan(),
                ProgrammeBenefits.of(rules),
                rules.tiers().stream().map(TierResponse::of).toList(),
                rules.registration().requiredConsents(),
                rules.notices(),
                rules.registration().minimumAgeYears());
    }
}
