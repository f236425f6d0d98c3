package dev.huiyuan.points;

import dev.huiyuan.points.core.EntryType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * All entries of one type.
 *
 * @param type which
 * @param entries how many
 * @param points their sum
 */
public record AuditTotal(
        EntryType type,

        @Schema(examples = "6919", minimum = "0", maximum = "9007199254740991")
        long entries,

        @Schema(examples = "245000", minimum = "-9007199254740991", maximum = "9007199254740991")
        long points) {}
