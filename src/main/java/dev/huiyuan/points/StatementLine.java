package dev.huiyuan.points;

import dev.huiyuan.points.core.EntryType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the entries of one type add up to within a month.
 *
 * @param type the type
 * @param entries how many there are
 * @param points the sum of their signed points; 0 where points only moved between the figures
 */
public record StatementLine(
        @Schema(examples = "ACCRUAL") EntryType type,

        @Schema(examples = "3", minimum = "1", maximum = "9007199254740991")
        long entries,

        @Schema(examples = "116", minimum = "-9007199254740991", maximum = "9007199254740991")
        long points) {}
