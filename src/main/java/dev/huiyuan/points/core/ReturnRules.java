package dev.huiyuan.points.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How points return to the lots that they were taken from. */
final class ReturnRules {
    private ReturnRules() {}

    /**
     * What became of points that returned.
     *
     * @param debtPaid how many paid a debt
     * @param given how many each lot got back
     */
    record Returned(long debtPaid, Map<UUID, Long> given) {}

    /**
     * Returned points pay debt first; the rest returns to the lots that it came from, the last one taken first. What
     * came from a lot that has expired since gets a grace lot; what came from another account, before a merge, gets a
     * lot with the dates of the one that it came from.
     *
     * @param taken what was taken and is not back yet
     * @param own whether it was taken from this account's own lots
     * @param points how many return
     * @param at when they return
     */
    static Returned giveBack(
            Posting posting,
            Collection<Taken> taken,
            boolean own,
            long points,
            Instant at,
            UUID entryId,
            Setting setting) {
        long debtPaid = posting.payDebt(points);
        long left = points - debtPaid;
        long expired = 0;
        Map<UUID, Long> given = new HashMap<>();
        List<Taken> lastFirst = taken.stream().sorted(Taken.RETURN_ORDER).toList();
        for (Taken part : lastFirst) {
            long share = Math.min(left, part.points());
            if (share == 0) continue;
            left -= share;
            if (part.isExpired(at)) {
                expired += share;
            } else if (own) {
                posting.give(posting.lot(part.lotId()), share, entryId);
                given.put(part.lotId(), share);
            } else {
                openLike(posting, part, share, at, entryId, setting);
            }
        }
        if (left > 0) throw new IllegalStateException("points that came from no lot: " + left);
        if (expired > 0) openGraceLot(posting, expired, at, entryId, setting);
        return new Returned(debtPaid, given);
    }

    /**
     * What an entry took and is not back yet. Only returns to its own account's lots are known by lot; where points
     * return to an account that it was merged into, those that returned there before are the ones that were taken last.
     *
     * @param own whether points return to the account that they were taken from
     * @param left how many points are not back yet
     */
    static Collection<Taken> outstanding(Referred entry, boolean own, long left) {
        long back = entry.taken().values().stream().mapToLong(Taken::points).sum() - left;
        if (own || back <= 0) return entry.taken().values();
        List<Taken> outstanding = new ArrayList<>();
        for (Taken part :
                entry.taken().values().stream().sorted(Taken.RETURN_ORDER).toList()) {
            long share = Math.min(back, part.points());
            back -= share;
            if (share < part.points()) outstanding.add(part.minus(share));
        }
        return outstanding;
    }

    private static void openLike(Posting posting, Taken like, long points, Instant at, UUID entryId, Setting setting) {
        UUID lotId = setting.ids().get();
        posting.open(new Lot(lotId, entryId, points, points, false, like.earnedAt(), at, like.expiresAt()), 0);
    }

    /** A lot for points whose own lot has expired, for as long as the programme says. */
    static void openGraceLot(Posting posting, long points, Instant at, UUID entryId, Setting setting) {
        UUID id = posting.lotOrNull(entryId) == null ? entryId : setting.ids().get();
        Instant endsAt = LotRules.graceEndsAt(at, setting.rulesAt(at).rules());
        posting.open(new Lot(id, entryId, points, points, false, at, at, endsAt), 0);
    }
}
