package dev.huiyuan.benefit;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Something that was granted and never used, or used twice.
 *
 * @param id the coupon that came with the grant, or the use
 * @param memberId whose
 * @param benefit which
 */
@Schema(name = "BenefitOffender")
record BenefitOffender(
        @Schema(examples = "019aa4c1-0000-7000-8000-000000000001")
        UUID id,

        @Schema(examples = "01980000-0000-7000-8000-0000000000aa")
        UUID memberId,

        @Schema(examples = "birthday") String benefit) {}
