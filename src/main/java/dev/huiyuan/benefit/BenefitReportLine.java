package dev.huiyuan.benefit;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A benefit in a month.
 *
 * @param benefit which
 * @param storeId where it was used; absent for what was not used anywhere
 * @param granted how many were granted in the month; what needs no grant has none
 * @param used how many of these grants, or in the month, were used
 * @param neverUsed how many of these grants expired without a use
 * @param usedTwice how often something was used again that may be used once; always 0, or something is broken
 * @param reversed how many uses were reversed
 * @param amountFen what the uses took off, in fen, as far as it was said
 */
@Schema(name = "BenefitReportLine")
record BenefitReportLine(
        @Schema(examples = "birthday") String benefit,

        @Nullable @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID storeId,

        @Schema(examples = "2740", minimum = "0", maximum = "9007199254740991")
        long granted,

        @Schema(examples = "1800", minimum = "0", maximum = "9007199254740991")
        long used,

        @Schema(examples = "120", minimum = "0", maximum = "9007199254740991")
        long neverUsed,

        @Schema(examples = "0", minimum = "0", maximum = "9007199254740991")
        long usedTwice,

        @Schema(examples = "3", minimum = "0", maximum = "9007199254740991")
        long reversed,

        @Schema(examples = "0", minimum = "0", maximum = "9007199254740991")
        long amountFen) {}
