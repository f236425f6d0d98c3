package dev.huiyuan.tier;

import dev.huiyuan.programme.Programme;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The working copy of one member's standing and of what the member spent in the window. */
final class TierAccount {
    final UUID memberId;
    private final TierWindow window;
    private final Map<LocalDate, Integer> openOrders;
    private final List<TierChange> changes = new ArrayList<>();
    private long spendFen;
    private long earlierFen;
    private int visits;
    private int earlierVisits;
    private Standing standing;
    private boolean changed;

    /**
     * @param spendFen what was spent in the window, in fen
     * @param earlierFen what was spent on the days before it that count for keeping a tier, in fen
     * @param openOrders how many orders of each of these days have something left; days without any may be absent
     */
    TierAccount(
            UUID memberId,
            Standing standing,
            TierWindow window,
            long spendFen,
            long earlierFen,
            Map<LocalDate, Integer> openOrders) {
        this.memberId = memberId;
        this.standing = standing;
        this.window = window;
        this.spendFen = spendFen;
        this.earlierFen = earlierFen;
        this.openOrders = new HashMap<>(openOrders);
        openOrders.forEach((day, orders) -> countVisit(day, orders > 0 ? 1 : 0));
    }

    Standing standing() {
        return standing;
    }

    /** What counts for reaching a tier. */
    Figures figures() {
        return new Figures(Math.max(0, spendFen), visits);
    }

    /** What besides counts for keeping one: the year before, under calendar years. */
    Figures earlierFigures() {
        return new Figures(Math.max(0, earlierFen), earlierVisits);
    }

    /** What was decided, in order. */
    List<TierChange> changes() {
        return changes;
    }

    /** Whether the standing has to be written. */
    boolean isChanged() {
        return changed;
    }

    /** Counts what became of orders of a day; days outside the window count for nothing here. */
    void count(LocalDate day, long fen, int orders) {
        if (window.contains(day)) spendFen += fen;
        else if (window.precedes(day)) earlierFen += fen;
        else return;
        int before = openOrders.getOrDefault(day, 0);
        int after = Math.max(0, before + orders);
        openOrders.put(day, after);
        countVisit(day, Integer.signum(after) - Integer.signum(before));
    }

    private void countVisit(LocalDate day, int days) {
        if (window.contains(day)) visits += days;
        else if (window.precedes(day)) earlierVisits += days;
    }

    /** Takes over all that another account holds. */
    void takeOrdersOf(TierAccount other) {
        spendFen += other.spendFen;
        earlierFen += other.earlierFen;
        other.openOrders.forEach((day, orders) -> count(day, 0, orders));
        other.spendFen = 0;
        other.earlierFen = 0;
        other.visits = 0;
        other.earlierVisits = 0;
        other.openOrders.clear();
    }

    void stand(Standing next) {
        if (next.equals(standing)) return;
        standing = next;
        changed = true;
    }

    /**
     * Writes a line of history about the standing as it is now, with the figures of the window; where it is about
     * keeping a tier and the year before was better, with those of that year.
     *
     * @param from the tier's code before
     * @param threshold the tier in question
     * @param until the last day of what begins with it
     */
    TierChange record(
            String from,
            ChangeReason reason,
            Cause cause,
            Programme.Tier threshold,
            @Nullable LocalDate until,
            TierSetting setting) {
        boolean byEarlier = reason.isAboutKeeping() && earlierFen > spendFen;
        TierChange change = new TierChange(
                memberId,
                setting.ids().get(),
                from,
                standing.code(),
                reason,
                cause.key(),
                byEarlier ? earlierFigures() : figures(),
                threshold.thresholdFen(),
                threshold.thresholdVisits(),
                byEarlier ? window.earliest() : window.from(),
                byEarlier ? window.from().minusDays(1) : window.to(),
                until,
                setting.ladder().version(),
                cause.entryId(),
                cause.actor(),
                cause.reasonCode(),
                setting.now());
        changes.add(change);
        return change;
    }
}
