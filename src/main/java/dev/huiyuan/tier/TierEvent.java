package dev.huiyuan.tier;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A change of a member's standing, for whoever wants to know later.
 *
 * @param from the tier's code before
 * @param to the tier's code after
 * @param reason why
 * @param spendFen what was spent in the window, in fen
 * @param visits on how many days
 * @param thresholdFen what the tier in question asks for, in fen
 * @param thresholdVisits the same in visits
 * @param until the last day of the grace period or protection that began with it
 */
@RegisterForReflection
record TierEvent(
        String from,
        String to,
        ChangeReason reason,
        long spendFen,
        int visits,
        long thresholdFen,
        int thresholdVisits,
        @Nullable LocalDate until) {
    static TierEvent of(TierChange change) {
        return new TierEvent(
                change.from(),
                change.to(),
                change.reason(),
                change.figures().spendFen(),
                change.figures().visits(),
                change.thresholdFen(),
                change.thresholdVisits(),
                change.until());
    }
}
