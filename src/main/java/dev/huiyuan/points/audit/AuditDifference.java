package dev.huiyuan.points.audit;

import dev.huiyuan.shared.ledger.LedgerCheck;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Two figures of the ledger that should be equal and are not.
 *
 * @param memberId whose, unless it concerns all
 * @param check which rule is broken: {@code BALANCE_IS_SUM_OF_ENTRIES}, {@code AVAILABLE_IS_SUM_OF_LOTS},
 *     {@code PENDING_IS_SUM_OF_LOTS}, {@code HELD_IS_SUM_OF_HOLDS}, {@code HOLDS_MATCH_ENTRIES},
 *     {@code DEBT_ONLY_WITHOUT_AVAILABLE}, {@code ENTRIES_FOLLOW_EACH_OTHER}, {@code LAST_ENTRY_IS_BALANCE},
 *     {@code LOTS_MATCH_ALLOCATIONS}, {@code MERGED_IS_EMPTY}, {@code MERGED_AS_RECORDED}, {@code ACCOUNT_EXISTS},
 *     {@code ENTRIES_HAVE_THEIR_KEYS}, {@code KEYS_HAVE_THEIR_ENTRIES}, {@code PAIRS_ARE_COMPLETE},
 *     {@code PAIRS_CANCEL_OUT}, {@code TOTALS_ADD_UP}; one for each day of a member that differs:
 *     {@code TIER_SPEND_IS_SUM_OF_ORDERS} in fen, {@code TIER_ORDERS_ARE_COUNTED}
 * @param expected the figure that the rule asks for
 * @param actual the figure that is there
 */
public record AuditDifference(
        @Nullable UUID memberId,
        @Schema(examples = "AVAILABLE_IS_SUM_OF_LOTS") String check,

        @Schema(examples = "116", minimum = "-9007199254740991", maximum = "9007199254740991")
        long expected,

        @Schema(examples = "115", minimum = "-9007199254740991", maximum = "9007199254740991")
        long actual) {
    static AuditDifference of(LedgerCheck.Difference found) {
        return new AuditDifference(found.memberId(), found.check(), found.expected(), found.actual());
    }
}
