package dev.huiyuan.programme;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The programme as diners see it.
 *
 * @param version the number of the rules' version
 * @param zone the time zone of calendar rules
 * @param pointsPerYuan points for each yuan paid for goods
 * @param pointsForOneYuan what one yuan costs in points when points pay
 * @param benefits what every member gets
 * @param tiers the tiers, lowest first
 * @param tierBasis which of a tier's thresholds must be reached
 * @param tierWindow which days count for them
 * @param calendar the days on which members get something
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
        Programme.Basis tierBasis,
        Programme.Window tierWindow,
        List<OccasionResponse> calendar,
        @Schema(examples = "[\"membership\"]") List<String> requiredConsents,
        @Schema(examples = "{\"membership\": \"2026-01\"}") Map<String, String> notices,
        @Schema(examples = "14") int minimumAgeYears) {
    /**
     * A tier.
     *
     * @param code its code
     * @param name its name for people
     * @param thresholdFen what is spent in the window to reach it, in fen
     * @param thresholdVisits how many days with an order in the window it takes to reach it
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

            @Schema(examples = "0", minimum = "0", maximum = "366")
            int thresholdVisits,

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
                    tier.thresholdVisits(),
                    tier.multiplierPercent(),
                    tier.discountPercent(),
                    tier.benefits());
        }
    }

    /**
     * Days on which members get something. What is empty does not restrict.
     *
     * @param code its code
     * @param name its name for people
     * @param days when
     * @param hours at which hours of these days
     * @param stores codes of the stores
     * @param channels where orders come from
     * @param tiers codes of the tiers
     * @param offer what members get
     * @param upcoming its days from today on, of the next 60 days, by the rules that hold then
     */
    @Schema(name = "ProgrammeOccasion")
    record OccasionResponse(
            @Schema(examples = "member-day") String code,
            @Schema(examples = "会员日") String name,
            Programme.Days days,
            List<Programme.Hours> hours,
            @Schema(examples = "[\"SH-001\"]") List<String> stores,
            List<Channel> channels,
            @Schema(examples = "[\"gold\"]") List<String> tiers,
            OccasionOffer offer,

            @Schema(examples = "[\"2026-12-08\", \"2027-01-08\"]")
            List<LocalDate> upcoming) {
        static OccasionResponse of(Programme.Occasion occasion, List<LocalDate> upcoming) {
            return new OccasionResponse(
                    occasion.code(),
                    occasion.name(),
                    occasion.days(),
                    occasion.hours(),
                    occasion.stores(),
                    occasion.channels(),
                    occasion.tiers(),
                    OccasionOffer.of(occasion.offer()),
                    upcoming);
        }
    }

    /**
     * What members get on an occasion.
     *
     * @param discountPercent how much is taken off the bill, in percent
     * @param freeItem what comes free once a day; absent for nothing
     * @param multiplierPercent the points multiplier in percent; 100 changes nothing
     * @param extraPoints points that every order earns besides
     * @param coupon whether a coupon is granted
     */
    @Schema(name = "ProgrammeOccasionOffer")
    record OccasionOffer(
            @Schema(examples = "12", minimum = "0", maximum = "100")
            int discountPercent,

            @Schema(examples = "小菜一份") @Nullable String freeItem,

            @Schema(examples = "100", minimum = "100", maximum = "999")
            int multiplierPercent,

            @Schema(examples = "0", minimum = "0", maximum = "9007199254740991")
            long extraPoints,

            @Schema(examples = "false") boolean coupon) {
        static OccasionOffer of(Programme.Offer offer) {
            return new OccasionOffer(
                    offer.discountPercent(),
                    offer.freeItem(),
                    offer.multiplierPercent(),
                    offer.extraPoints(),
                    offer.couponTemplate() != null);
        }
    }

    /** @param upcoming the next days of each occasion, by its code */
    static ProgrammeResponse of(ProgrammeVersion version, Map<String, List<LocalDate>> upcoming) {
        Programme rules = version.rules();
        return new ProgrammeResponse(
                version.version(),
                rules.zone().getId(),
                rules.earning().pointsPerYuan(),
                rules.points().pointsPerYuan(),
                ProgrammeBenefits.of(rules),
                rules.tiers().stream().map(TierResponse::of).toList(),
                rules.tierRules().basis(),
                rules.tierRules().window(),
                rules.calendar().stream()
                        .map(occasion ->
                                OccasionResponse.of(occasion, upcoming.getOrDefault(occasion.code(), List.of())))
                        .toList(),
                rules.registration().requiredConsents(),
                rules.notices(),
                rules.registration().minimumAgeYears());
    }
}
