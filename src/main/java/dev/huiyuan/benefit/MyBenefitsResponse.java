package dev.huiyuan.benefit;

import dev.huiyuan.programme.ProgrammeBenefit;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A member's benefits.
 *
 * @param grants what was granted, newest first; the latest 20
 * @param programme what the programme offers every member
 * @param calendar the next days of the calendar, by occasion
 */
@Schema(name = "MyBenefits")
record MyBenefitsResponse(List<Grant> grants, List<ProgrammeBenefit> programme, List<NextDays> calendar) {
    /**
     * When an occasion comes next.
     *
     * @param code the occasion
     * @param name for people
     * @param days its next days, in the programme's zone; the next two
     */
    @Schema(name = "BenefitNextDays")
    record NextDays(
            @Schema(examples = "member-day") String code,
            @Schema(examples = "会员日") String name,

            @Schema(examples = "[\"2026-12-08\", \"2027-01-08\"]")
            List<LocalDate> days) {}

    /**
     * A grant.
     *
     * @param benefit which benefit
     * @param year the benefit year
     * @param grantedFor the day it is for, such as the celebrated birthday
     * @param grantedAt when
     * @param couponId the coupon that came with it
     */
    @Schema(name = "BenefitGrant")
    record Grant(
            @Schema(examples = "birthday") String benefit,

            @Schema(examples = "2026", minimum = "1900", maximum = "9999")
            int year,

            @Schema(examples = "2026-11-28") LocalDate grantedFor,
            @Schema(examples = "2026-11-21T00:10:02+08:00") OffsetDateTime grantedAt,

            @Schema(examples = "019aa4c1-0000-7000-8000-000000000001")
            UUID couponId) {}
}
