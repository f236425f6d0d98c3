package dev.huiyuan.tier;

import dev.huiyuan.programme.Programme;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where a member stands.
 *
 * @param memberId whose
 * @param tier the tier's code
 * @param name its name for people
 * @param since since when
 * @param basis what counts for tiers
 * @param window the days that count now
 * @param graceUntil the last day on which a purchase keeps the tier, within a grace period
 * @param protection the highest tier below which the member does not fall for a while
 * @param next what is missing for the next tier; absent on the highest one
 * @param keep what is missing to keep the tier, and by when; absent where nothing can be lost
 */
@Schema(name = "MemberTier")
record TierResponse(
        @Schema(examples = "01980000-0000-7000-8000-0000000000aa")
        UUID memberId,

        @Schema(examples = "silver") String tier,
        @Schema(examples = "银卡会员") String name,
        @Schema(examples = "2026-11-21T12:30:00+08:00") OffsetDateTime since,
        @Schema(examples = "SPEND") Programme.Basis basis,
        Window window,
        @Schema(examples = "2027-01-31") @Nullable LocalDate graceUntil,
        @Nullable Protection protection,
        @Nullable Missing next,
        @Nullable Missing keep) {
    /**
     * What was spent on the days that count.
     *
     * @param from the first day
     * @param to the last day, which is today
     * @param spendFen what orders have left after their refunds, in fen
     * @param visits days with an order
     */
    @Schema(name = "TierWindow")
    record Window(
            @Schema(examples = "2025-11-23") LocalDate from,
            @Schema(examples = "2026-11-22") LocalDate to,

            @Schema(examples = "62000", minimum = "0", maximum = "9007199254740991")
            long spendFen,

            @Schema(examples = "7", minimum = "0", maximum = "366")
            int visits) {}

    /**
     * A tier below which the member does not fall.
     *
     * @param kind how it came
     * @param tier the tier's code
     * @param until the last day
     * @param grantId the grant, by which it can be revoked
     */
    @Schema(name = "TierProtection")
    record Protection(
            @Schema(examples = "GRANTED") ProtectionKind kind,
            @Schema(examples = "gold") String tier,
            @Schema(examples = "2027-11-21") LocalDate until,

            @Schema(examples = "019aa4c1-0000-7000-8000-000000000001")
            UUID grantId) {
        /** The best one: of those of the highest tier the one that lasts longest. */
        static @Nullable Protection of(Standing standing, TierLadder ladder) {
            return standing.protections().stream()
                    .max(Comparator.comparingInt((Standing.Protection one) -> ladder.rank(one.code()))
                            .thenComparing(Standing.Protection::until))
                    .map(best -> new Protection(best.kind(), best.code(), best.until(), best.grantId()))
                    .orElse(null);
        }
    }

    /**
     * What is missing for a tier.
     *
     * @param tier the tier's code
     * @param name its name for people
     * @param missingFen how much is missing, in fen; absent where spending does not count
     * @param missingVisits how many visits are missing; absent where visits do not count
     * @param by the last day on which it counts; absent where there is none
     */
    @Schema(name = "TierMissing")
    record Missing(
            @Schema(examples = "gold") String tier,
            @Schema(examples = "金卡会员") String name,

            @Schema(examples = "138000", minimum = "0", maximum = "9007199254740991") @Nullable
            Long missingFen,

            @Schema(examples = "3", minimum = "0", maximum = "366") @Nullable
            Integer missingVisits,

            @Schema(examples = "2026-12-31") @Nullable LocalDate by) {
        static @Nullable Missing of(TierOutlook.@Nullable Missing missing) {
            return missing == null
                    ? null
                    : new Missing(
                            missing.tier().code(),
                            missing.tier().name(),
                            missing.missingFen(),
                            missing.missingVisits(),
                            missing.by());
        }
    }

    static TierResponse of(TierAccount account, TierOutlook.@Nullable Missing keep, TierSetting setting, ZoneId zone) {
        Standing standing = account.standing();
        Figures figures = account.figures();
        TierLadder ladder = setting.ladder();
        return new TierResponse(
                account.memberId,
                standing.code(),
                ladder.tier(ladder.rank(standing.code())).name(),
                standing.since().atZone(zone).toOffsetDateTime(),
                ladder.rules().basis(),
                new Window(setting.window().from(), setting.window().to(), figures.spendFen(), figures.visits()),
                standing.graceUntil(),
                Protection.of(standing, ladder),
                Missing.of(TierOutlook.next(account, setting)),
                Missing.of(keep));
    }
}
