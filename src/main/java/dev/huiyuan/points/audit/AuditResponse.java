package dev.huiyuan.points.audit;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Whether the books balance.
 *
 * @param balanced whether nothing differs
 * @param checkedMembers how many accounts were looked at
 * @param balance the sum of all accounts, in points
 * @param totals the entries by type; their points add up to {@code balance}
 * @param differences what differs, at most 1,000
 * @param moreDifferences whether there are more
 */
public record AuditResponse(
        @Schema(examples = "true") boolean balanced,

        @Schema(examples = "2357", minimum = "0", maximum = "9007199254740991")
        long checkedMembers,

        @Schema(examples = "245000", minimum = "-9007199254740991", maximum = "9007199254740991")
        long balance,

        List<AuditTotal> totals,
        List<AuditDifference> differences,
        boolean moreDifferences) {}
