package dev.huiyuan.tier;

import dev.huiyuan.programme.Programme;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How tiers move. Everything here works on a member's working copy; {@link #settle} comes before anything else, so that
 * the result never depends on whether a job has run.
 */
final class TierRules {
    private TierRules() {}

    /**
     * Does what is due by time: a tier that the programme no longer has gives way to its successor, or to what was
     * reached where that is higher; a protection ends; a grace period ends, and the tier is kept or falls by one.
     */
    static void settle(TierAccount account, TierSetting setting) {
        if (account.standing().mergedInto() != null || isLater(account, setting)) return;
        succeed(account, setting);
        endProtection(account, setting);
        endGrace(account, setting);
    }

    /** A job goes on by the rules of its beginning; a member may have a tier since that only newer rules know. */
    private static boolean isLater(TierAccount account, TierSetting setting) {
        return setting.ladder().isLater(account.standing().code());
    }

    private static void succeed(TierAccount account, TierSetting setting) {
        TierLadder ladder = setting.ladder();
        String code = account.standing().code();
        if (ladder.knows(code)) return;
        int rank = Math.max(ladder.rank(code), ladder.reached(account.figures()));
        LocalDate grace = account.standing().graceUntil();
        // A version may come back: by its own time each standing has this once.
        String key = "programme:" + ladder.version() + ":"
                + account.standing().since().toEpochMilli();
        move(account, rank, ChangeReason.PROGRAMME_CHANGE, null, cause(key), setting);
        if (grace != null && !keeps(account, rank, setting))
            account.stand(account.standing().grace(grace));
    }

    private static void endProtection(TierAccount account, TierSetting setting) {
        for (Standing.Protection protection : account.standing().protections()) {
            if (!protection.until().isBefore(setting.today())) continue;
            Cause cause = cause("protection:" + protection.grantId());
            unprotect(account, protection, ChangeReason.PROTECTION_ENDED, cause, setting);
        }
    }

    /**
     * Without its protection a tier that was not reached goes back to the one before, or to what was reached, or to what
     * another protection holds.
     */
    private static void unprotect(
            TierAccount account,
            Standing.Protection protection,
            ChangeReason reason,
            Cause cause,
            TierSetting setting) {
        TierLadder ladder = setting.ladder();
        account.stand(account.standing().unprotected(protection.grantId()));
        int rank = rank(account, setting);
        int floor = floor(account, setting);
        boolean owed = rank > floor && rank <= ladder.rank(protection.code()) && !keeps(account, rank, setting);
        int left = Math.min(rank, Math.max(base(account, setting), ladder.reached(account.figures())));
        String base = floor > left ? account.standing().baseCode() : null;
        move(account, owed ? Math.max(floor, left) : rank, reason, base, cause, setting);
    }

    private static void endGrace(TierAccount account, TierSetting setting) {
        LocalDate until = account.standing().graceUntil();
        if (until == null || !until.isBefore(setting.today())) return;
        int rank = rank(account, setting);
        Cause cause = cause("grace:" + until);
        if (keeps(account, rank, setting)) {
            keep(account, cause, setting);
        } else if (rank <= floor(account, setting)) {
            account.stand(account.standing().grace(null));
        } else {
            move(account, rank - 1, ChangeReason.EVALUATION, null, cause, setting);
        }
    }

    /** After an order: the tier rises as far as it reaches, at once; a grace period ends where the tier is kept. */
    static void purchased(TierAccount account, Cause cause, TierSetting setting) {
        rise(account, ChangeReason.UPGRADE, cause, setting);
    }

    private static void rise(TierAccount account, ChangeReason reason, Cause cause, TierSetting setting) {
        if (account.standing().mergedInto() != null) return;
        int rank = rank(account, setting);
        int reached = setting.ladder().reached(account.figures());
        if (reached > rank) {
            move(account, reached, reason, account.standing().code(), cause, setting);
        } else if (account.standing().graceUntil() != null && keeps(account, rank, setting)) {
            keep(account, cause, setting);
        }
    }

    /**
     * After a refund: where the programme says so, the tier falls at once that was reached before and is not any more,
     * to what the rest reaches, but not below the tier before the latest rise.
     *
     * @param kept whether what was spent before the refund kept the tier
     */
    static void refunded(TierAccount account, boolean kept, Cause cause, TierSetting setting) {
        TierLadder ladder = setting.ladder();
        boolean falls = ladder.rules().refunds() == Programme.TierRefunds.AT_ONCE;
        if (!falls || account.standing().mergedInto() != null) return;
        int rank = rank(account, setting);
        if (!kept || keeps(account, rank, setting)) return;
        int lowest = Math.max(base(account, setting), floor(account, setting));
        int next = Math.max(lowest, ladder.reached(account.figures()));
        if (next < rank) move(account, next, ChangeReason.REFUND, null, cause, setting);
    }

    /**
     * The quarterly evaluation: who has spent too little for the tier gets a grace period. The tier rises where the
     * rules ask for less by now.
     *
     * @param cause the evaluation
     */
    static void evaluate(TierAccount account, Cause cause, TierSetting setting) {
        if (account.standing().mergedInto() != null || isLater(account, setting)) return;
        int rank = rank(account, setting);
        if (setting.ladder().reached(account.figures()) > rank) {
            rise(account, ChangeReason.EVALUATION, cause, setting);
            return;
        }
        boolean falls = rank > floor(account, setting) && !keeps(account, rank, setting);
        if (!falls || account.standing().graceUntil() != null) return;
        LocalDate until = setting.today().plusDays(setting.ladder().rules().graceDays());
        account.stand(account.standing().grace(until));
        account.record(
                account.standing().code(),
                ChangeReason.GRACE,
                cause,
                setting.ladder().tier(rank),
                until,
                setting);
    }

    /** Gives a tier, or protects the one that the member has. It never lowers a tier. */
    static TierChange grant(
            TierAccount account, String code, ProtectionKind kind, LocalDate until, Cause cause, TierSetting setting) {
        String before = account.standing().code();
        raise(account, code, setting);
        Programme.Tier tier = setting.ladder().tier(setting.ladder().rank(code));
        TierChange change = account.record(before, ChangeReason.GRANT, cause, tier, until, setting);
        Standing.Protection protection = new Standing.Protection(kind, code, until, change.id());
        account.stand(account.standing().given(protection, setting.now()));
        return change;
    }

    /** Does without a word what {@link #grant} has done before. */
    static void give(TierAccount account, Standing.Protection protection, Instant at, TierSetting setting) {
        raise(account, protection.code(), setting);
        account.stand(account.standing().given(protection, at));
    }

    private static void raise(TierAccount account, String code, TierSetting setting) {
        TierLadder ladder = setting.ladder();
        Standing standing = account.standing();
        int rank = rank(account, setting);
        int granted = ladder.rank(code);
        if (granted > rank) {
            String base = ladder.tier(earned(account, setting)).code();
            account.stand(standing.at(ladder.tier(granted).code(), setting.now(), ChangeReason.GRANT, base));
        } else if (granted == rank) {
            account.stand(standing.grace(null));
        }
    }

    /** Takes a protection back; the tier that came with it goes, as when the protection ends. */
    static void revoke(TierAccount account, Standing.Protection protection, Cause cause, TierSetting setting) {
        unprotect(account, protection, ChangeReason.REVOKED, cause, setting);
    }

    /**
     * An account goes into another one, whose orders are both accounts' from now on. The survivor has the higher of both
     * tiers, or what both reach together, and besides its own protection whatever protects the other one: at each time
     * the better one counts. Both standings are kept as they are for the case that the merge is undone.
     */
    static void merge(TierAccount old, TierAccount survivor, Cause cause, TierSetting setting) {
        Standing left = old.standing();
        TierLadder ladder = setting.ladder();
        int rank = rank(survivor, setting);
        int ours = earned(survivor, setting);
        int theirs = earned(old, setting);
        survivor.takeOrdersOf(old);
        int together = ladder.reached(survivor.figures());
        int earned = Math.max(Math.max(ours, theirs), together);
        int next = Math.max(rank(old, setting), together);
        survivor.stand(survivor.standing().joinedBy(left, setting.today(), setting.now()));
        if (next > rank) {
            String base = ladder.tier(earned < next ? earned : ours).code();
            move(survivor, next, ChangeReason.MERGE, base, cause, setting);
            LocalDate grace = left.graceUntil();
            if (grace != null && !keeps(survivor, next, setting))
                survivor.stand(survivor.standing().grace(grace));
        } else {
            if (earned > ours && earned < rank)
                survivor.stand(survivor.standing().above(ladder.tier(earned).code()));
            if (survivor.standing().graceUntil() != null && keeps(survivor, rank, setting))
                keep(survivor, cause, setting);
        }
        old.stand(left.mergedInto(survivor.memberId, setting.now()));
    }

    /**
     * An account that parted from another one, or from which another one parted, stands where it would stand without
     * that merge.
     *
     * @param alone where that is, see {@link TierReplay}
     */
    static void part(TierAccount account, Standing alone, Cause cause, TierSetting setting) {
        Standing before = account.standing();
        int rank = rank(account, setting);
        account.stand(alone);
        int next = rank(account, setting);
        if (next != rank) {
            Programme.Tier threshold = setting.ladder().tier(Math.max(rank, next));
            account.record(before.code(), ChangeReason.UNMERGE, cause, threshold, null, setting);
        }
        LocalDate grace = alone.graceUntil();
        if (grace == null || grace.equals(before.graceUntil())) return;
        Cause begins = new Cause(cause.key() + ":grace", cause.entryId(), cause.actor(), cause.reasonCode());
        account.record(
                alone.code(), ChangeReason.GRACE, begins, setting.ladder().tier(next), grace, setting);
    }

    /** Whether a member's tier is kept by what was spent. */
    static boolean keeps(TierAccount account, TierSetting setting) {
        return keeps(account, rank(account, setting), setting);
    }

    private static boolean keeps(TierAccount account, int rank, TierSetting setting) {
        TierLadder ladder = setting.ladder();
        if (ladder.reaches(rank, account.figures())) return true;
        boolean alsoEarlier = ladder.rules().window() == Programme.Window.CALENDAR_YEAR;
        return alsoEarlier && ladder.reaches(rank, account.earlierFigures());
    }

    private static int rank(TierAccount account, TierSetting setting) {
        return setting.ladder().rank(account.standing().code());
    }

    /** The place below which a protection does not let the member fall. */
    private static int floor(TierAccount account, TierSetting setting) {
        return account.standing().protections().stream()
                .filter(protection -> !protection.until().isBefore(setting.today()))
                .mapToInt(protection -> setting.ladder().rank(protection.code()))
                .max()
                .orElse(0);
    }

    private static int base(TierAccount account, TierSetting setting) {
        String code = account.standing().baseCode();
        return code == null ? 0 : setting.ladder().rank(code);
    }

    /** The place that is left without any protection. */
    private static int earned(TierAccount account, TierSetting setting) {
        int rank = rank(account, setting);
        if (rank > floor(account, setting) || keeps(account, rank, setting)) return rank;
        return Math.min(rank, Math.max(base(account, setting), setting.ladder().reached(account.figures())));
    }

    /** The standing goes to a place, which ends a grace period, and may be the one where it is. */
    private static void move(
            TierAccount account,
            int rank,
            ChangeReason reason,
            @Nullable String base,
            Cause cause,
            TierSetting setting) {
        Standing before = account.standing();
        Programme.Tier to = setting.ladder().tier(rank);
        boolean rises = rank > rank(account, setting);
        Programme.Tier threshold = rises ? to : setting.ladder().tier(rank(account, setting));
        if (!to.code().equals(before.code())) account.stand(before.at(to.code(), setting.now(), reason, base));
        account.record(before.code(), reason, cause, threshold, null, setting);
    }

    private static void keep(TierAccount account, Cause cause, TierSetting setting) {
        Standing before = account.standing();
        account.stand(before.grace(null));
        Programme.Tier tier = setting.ladder().tier(rank(account, setting));
        account.record(before.code(), ChangeReason.KEPT, cause, tier, null, setting);
    }

    private static Cause cause(String key) {
        return Cause.time(key);
    }

    /** The protection that a grant began and that still holds, the member's own or one that was brought; null for none. */
    static Standing.@Nullable Protection granted(TierAccount account, UUID grantId) {
        return account.standing().protections().stream()
                .filter(protection -> protection.grantId().equals(grantId))
                .findFirst()
                .orElse(null);
    }
}
