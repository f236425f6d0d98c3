package dev.huiyuan.benefit;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A use of a benefit.
 *
 * @param id the use, by which it can be reversed
 * @param memberId whose benefit; after a merge the account that goes on
 * @param benefit which
 * @param ruleVersion the version of the programme that gave it
 * @param storeId where
 * @param orderRef for which bill
 * @param amountFen what it took off, in fen, if that was said
 * @param usedAt when
 * @param reversedAt when it was reversed, if it was
 */
@RegisterForReflection
@Schema(name = "BenefitUse")
record BenefitUseResponse(
        @Schema(examples = "019aa4c1-0000-7000-8000-0000000000c1")
        UUID id,

        @Schema(examples = "01980000-0000-7000-8000-0000000000aa")
        UUID memberId,

        @Schema(examples = "free-item:member-day") String benefit,

        @Schema(examples = "3", minimum = "1", maximum = "2147483647")
        int ruleVersion,

        @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID storeId,

        @Schema(examples = "20261208-0042") String orderRef,

        @Schema(examples = "1200", minimum = "0", maximum = "9007199254740991") @Nullable
        Long amountFen,

        @Schema(examples = "2026-12-08T18:20:00+08:00") OffsetDateTime usedAt,

        @Schema(examples = "2026-12-08T18:25:00+08:00") @Nullable
        OffsetDateTime reversedAt) {}
