package dev.huiyuan.tier;

import dev.huiyuan.points.writer.HeldOrders;
import dev.huiyuan.shared.ledger.BookedEntry;
import dev.huiyuan.shared.ledger.LedgerParticipant;
import dev.huiyuan.shared.ledger.Multiplier;
import dev.huiyuan.shared.sql.WriteSet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Follows one batch of the ledger: what orders spend and refunds take back, and where that leaves the members. */
final class TierBatch implements LedgerParticipant.Part {
    private final TierSetting setting;
    private final Function<Instant, LocalDate> dayOf;
    private final TierWrites writes;
    private final Map<UUID, TierAccount> accounts;
    private final @Nullable TierReplay parting;
    private final SpendDays days = new SpendDays();

    /**
     * @param dayOf the day of an order in the zone of its time
     * @param accounts the members that the batch is about
     * @param parting what is known of accounts that may part from the one that they were merged into; null for none
     */
    TierBatch(
            TierSetting setting,
            Function<Instant, LocalDate> dayOf,
            TierWrites writes,
            Map<UUID, TierAccount> accounts,
            @Nullable TierReplay parting) {
        this.setting = setting;
        this.dayOf = dayOf;
        this.writes = writes;
        this.accounts = new HashMap<>(accounts);
        this.parting = parting;
    }

    @Override
    public void locked(Set<UUID> memberIds) {
        accounts.keySet().retainAll(memberIds);
        accounts.values().forEach(account -> TierRules.settle(account, setting));
    }

    @Override
    public List<Multiplier> multipliers(UUID memberId) {
        TierAccount account = accounts.get(memberId);
        if (account == null) return List.of();
        TierLadder ladder = setting.ladder();
        String code = ladder.tier(ladder.rank(account.standing().code())).code();
        return ladder.multipliers().getOrDefault(code, List.of());
    }

    @Override
    public void booked(BookedEntry entry) {
        TierAccount account = accounts.get(entry.memberId());
        if (account == null) return;
        switch (entry.type()) {
            case "ACCRUAL" -> purchased(account, entry);
            case "ACCRUAL_REVERSAL" -> refunded(account, entry);
            case "MERGE_OUT" -> merged(account, entry);
            case "MERGE_OUT_REVERSAL" -> parted(account, entry);
            default -> {
                // Nothing else is about what was spent on goods.
            }
        }
    }

    /** An order without an amount is no visit: a check-in, a review. */
    private void purchased(TierAccount account, BookedEntry entry) {
        if (entry.amountFen() <= 0) return;
        count(account, dayOf.apply(entry.occurredAt()), entry.amountFen(), 1);
        TierRules.purchased(account, Cause.entry(entry.entryId(), entry.actor()), setting);
    }

    private void refunded(TierAccount account, BookedEntry entry) {
        BookedEntry.Order order = entry.order();
        if (order == null || entry.amountFen() == 0) return;
        boolean kept = TierRules.keeps(account, setting);
        count(account, dayOf.apply(order.occurredAt()), entry.amountFen(), order.leftFen() == 0 ? -1 : 0);
        TierRules.refunded(account, kept, Cause.entry(entry.entryId(), entry.actor()), setting);
    }

    private void merged(TierAccount old, BookedEntry entry) {
        TierAccount survivor = entry.counterpartId() == null ? null : accounts.get(entry.counterpartId());
        if (survivor == null) return;
        days.move(old.memberId, survivor.memberId);
        TierRules.merge(old, survivor, Cause.entry(entry.entryId(), entry.actor()), setting);
    }

    private void parted(TierAccount old, BookedEntry entry) {
        TierAccount survivor = entry.counterpartId() == null ? null : accounts.get(entry.counterpartId());
        if (survivor == null || parting == null) return;
        for (HeldOrders.Held order : parting.held(old.memberId)) {
            LocalDate day = dayOf.apply(order.occurredAt());
            count(survivor, day, -order.leftFen(), -1);
            count(old, day, order.leftFen(), 1);
        }
        Cause cause = Cause.entry(entry.entryId(), entry.actor());
        TierRules.part(survivor, parting.standing(survivor.memberId, old.memberId), cause, setting);
        TierRules.part(old, parting.standing(old.memberId, null), cause, setting);
    }

    private void count(TierAccount account, LocalDate day, long fen, int orders) {
        account.count(day, fen, orders);
        days.count(account.memberId, day, fen, orders);
    }

    @Override
    public void addTo(WriteSet all) {
        days.addTo(all);
        writes.addTo(all, accounts.values());
    }

    @Override
    public List<Uni<Void>> rest(SqlConnection connection) {
        return days.moves(connection);
    }
}
