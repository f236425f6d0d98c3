package dev.huiyuan.points.writer;

import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.Decision;
import dev.huiyuan.points.core.EntryRef;
import dev.huiyuan.points.core.Facts;
import dev.huiyuan.points.core.KeyUse;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.points.core.LedgerRules;
import dev.huiyuan.points.core.PointsAccount;
import dev.huiyuan.points.core.Referred;
import dev.huiyuan.points.core.Setting;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The third step of a batch: folds the open commands over the accounts, in their order, in memory. */
@ApplicationScoped
class BatchFold {
    private static final Logger LOG = Logger.getLogger(BatchFold.class);

    private final ProgrammeService programme;
    private final Ids ids;
    private final EarlierAnswers answers;

    BatchFold(ProgrammeService programme, Ids ids, EarlierAnswers answers) {
        this.programme = programme;
        this.ids = ids;
        this.answers = answers;
    }

    /** Decides every open command. */
    void fold(LedgerBatch batch) {
        Setting setting = new Setting(batch.now, programme::at, ids::next);
        settle(batch);
        for (Item item : batch.items) {
            if (item.isOpen()) item.outcome = decide(batch, item, setting);
        }
    }

    private Outcome decide(LedgerBatch batch, Item item, Setting setting) {
        if (item.submission.refusal() != null) return answers.refused(item, item.submission.refusal());
        if (!item.presenceAccepted) return answers.refused(item, ProblemCode.PRESENCE_INVALID.with());
        if (!batch.hasAccounts(item)) return new Outcome.Busy();
        Command follows = following(batch, item.command());
        if (follows != null) return new Outcome.Moved(follows);
        ProblemException refusal = batch.attachments.refusal(item);
        if (refusal != null) return answers.refused(item, refusal);
        Decision decision;
        try {
            decision = apply(batch, item, setting);
        } catch (IllegalStateException | ArithmeticException broken) {
            // The account is not as its rules need it: this command fails alone, the account stays as it is.
            LOG.errorf(broken, "a command on the account of member %s cannot be decided", item.memberId());
            return new Outcome.Refused(ProblemCode.INTERNAL_ERROR.with(), null);
        }
        // What fails from here on fails the batch: part of it is in there already.
        batch.take(decision.touched());
        return switch (decision) {
            case Decision.Accepted accepted -> booked(batch, item, accepted, setting);
            case Decision.Refused refused -> refused(batch, item, refused);
        };
    }

    /** What passing time has just booked under the command's own key is its result, as if a job had come before. */
    private Outcome refused(LedgerBatch batch, Item item, Decision.Refused refused) {
        for (LedgerBatch.MemberKey key : batch.keys) {
            if (!key.use().key().equals(item.command().key())) continue;
            for (LedgerEntry entry : batch.entries) {
                if (entry.id().equals(key.use().entryId())) return new Outcome.Known(entry);
            }
        }
        return answers.refused(item, refused.problem());
    }

    /** The command on the account that answers now for the one that was merged; null where it stays. */
    private static @Nullable Command following(LedgerBatch batch, Command command) {
        PointsAccount account = Objects.requireNonNull(batch.accounts.get(command.memberId()));
        UUID mergedInto = account.standing().mergedInto();
        return mergedInto == null ? null : command.on(mergedInto);
    }

    private static Decision apply(LedgerBatch batch, Item item, Setting setting) {
        PointsAccount account = Objects.requireNonNull(batch.accounts.get(item.memberId()));
        Facts facts = facts(batch, item.memberId());
        if (!(item.command() instanceof Command.Paired paired)) {
            return LedgerRules.apply(account, item.command(), item.entryId, facts, setting);
        }
        PointsAccount other = Objects.requireNonNull(batch.accounts.get(paired.otherId()));
        return LedgerRules.apply(account, other, paired, item.entryId, facts, facts(batch, paired.otherId()), setting);
    }

    private static Facts facts(LedgerBatch batch, UUID memberId) {
        return new Facts(batch.members.get(memberId), batch.multipliers(memberId));
    }

    /** A command is booked with what is attached to it, an order with what came before it. */
    private Outcome booked(LedgerBatch batch, Item item, Decision.Accepted decision, Setting setting) {
        batch.attachments.booked(item, decision);
        List<EarlyEvent> before = new ArrayList<>();
        for (EarlyEvent event : item.early) {
            ProblemCode refusal = refusal(item, event, before);
            if (refusal != null) batch.refusedEarly.put(event, refusal.code());
            else if (before.stream().anyMatch(event::isRepeatedBy)) batch.bookedEarly.add(event);
            else apply(batch, event, decision.entry(), setting);
            if (batch.bookedEarly.contains(event)) before.add(event);
        }
        return new Outcome.Booked(decision.entry());
    }

    /** An order that is refunded by its own rules is not refunded here; one refund does not say two things. */
    private static @Nullable ProblemCode refusal(Item order, EarlyEvent event, List<EarlyEvent> before) {
        Attachment attachment = order.submission.attachment();
        boolean refundsItself = attachment != null && attachment.refundsItself();
        if (refundsItself && event.kind() == EarlyEvent.Kind.REFUND) return ProblemCode.BILL_IS_ORDER;
        boolean differs = before.stream().anyMatch(other -> event.isRepeatedBy(other) && !event.saysTheSame(other));
        return differs ? ProblemCode.REFUND_ALREADY_BOOKED : null;
    }

    private void apply(LedgerBatch batch, EarlyEvent event, LedgerEntry order, Setting setting) {
        UUID memberId = order.memberId();
        PointsAccount account = Objects.requireNonNull(batch.accounts.get(memberId));
        if (!account.history().referred().containsKey(order.id())) account = withReferred(account, order);
        Command command = event.on(memberId, new EntryRef(memberId, order.id()), programme.current());
        UUID entryId = ids.next();
        Decision decision;
        try {
            decision = LedgerRules.apply(account, command, entryId, facts(batch, memberId), setting);
        } catch (IllegalStateException | ArithmeticException broken) {
            // It stays where it is kept; the order does not suffer for it.
            LOG.errorf(broken, "an early %s of order %s cannot be booked", event.kind(), order.id());
            batch.refusedEarly.put(event, ProblemCode.INTERNAL_ERROR.code());
            return;
        }
        switch (decision) {
            case Decision.Accepted accepted -> {
                batch.take(accepted.touched());
                batch.keys.add(
                        new LedgerBatch.MemberKey(memberId, new KeyUse(command.key(), entryId, command.amount())));
                batch.bookedEarly.add(event);
            }
            case Decision.Refused refused -> {
                LOG.warnf("an early %s of order %s is refused: %s", event.kind(), order.id(), refused.problem());
                batch.refusedEarly.put(event, refused.problem().code().code());
            }
        }
    }

    private static PointsAccount withReferred(PointsAccount account, LedgerEntry entry) {
        Map<UUID, Referred> referred = new HashMap<>(account.history().referred());
        referred.put(entry.id(), Referred.fresh(entry));
        return account.with(account.history().with(Map.copyOf(referred)));
    }

    /**
     * Books what is due on every locked account, also where no command is decided afterwards: what was loaded of the
     * account says when something is due beyond that. Returns on how many accounts that could not be done.
     */
    int settle(LedgerBatch batch) {
        int broken = 0;
        Setting setting = new Setting(batch.now, programme::at, ids::next);
        for (PointsAccount account : List.copyOf(batch.accounts.values())) {
            Instant dueAt = batch.locked(account.memberId()).nextDueAt();
            if (dueAt == null || dueAt.isAfter(batch.now)) continue;
            Decision.Touched touched = settled(account, setting);
            if (touched == null) {
                // It stays due.
                batch.accounts.put(account.memberId(), account.dueAt(dueAt));
                broken++;
            } else {
                batch.take(touched);
            }
        }
        return broken;
    }

    /** Null where that cannot be done. */
    private static Decision.@Nullable Touched settled(PointsAccount account, Setting setting) {
        try {
            return LedgerRules.settle(account, setting);
        } catch (IllegalStateException | ArithmeticException failure) {
            LOG.errorf(failure, "what is due on the account of member %s cannot be booked", account.memberId());
            return null;
        }
    }
}
