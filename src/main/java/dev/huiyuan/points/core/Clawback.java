package dev.huiyuan.points.core;

import dev.huiyuan.programme.Programme.ReversalPolicy;
import java.util.List;
import java.util.UUID;

/** How points are taken back that were given and may be gone already. */
final class Clawback {
    private Clawback() {}

    /**
     * What could be taken.
     *
     * @param points how many, those that became debt included
     * @param debtMade how many became debt
     */
    record Result(long points, long debtMade) {}

    /**
     * Takes from the entry's own lots first, then from the others in spend order; what is still missing becomes debt
     * under {@code ALLOW_DEBT}. Under {@code ONLY_PENDING} nothing is taken but what still waits in the entry's own lots.
     */
    static Result take(Posting posting, UUID ownEntryId, long points, ReversalPolicy policy, UUID entryId) {
        boolean onlyPending = policy == ReversalPolicy.ONLY_PENDING;
        long taken =
                sum(posting.take(lot -> isOf(lot, ownEntryId) && (lot.pending() || !onlyPending), points, entryId));
        if (!onlyPending) taken += sum(posting.takeInSpendOrder(points - taken, entryId));
        long debtMade = policy == ReversalPolicy.ALLOW_DEBT ? points - taken : 0;
        posting.makeDebt(debtMade);
        return new Result(taken + debtMade, debtMade);
    }

    /** The lot of an accrual can be told by its id when accounts are merged; lots of gifts and merges name their entry. */
    static boolean isOf(Lot lot, UUID entryId) {
        return lot.isTwinOf(entryId) || lot.entryId().equals(entryId);
    }

    static long sum(List<Taken> parts) {
        return parts.stream().mapToLong(Taken::points).sum();
    }
}
