package dev.huiyuan.points.writer;

import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.EntryRef;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.Refund;
import dev.huiyuan.programme.Programme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A refund or a completion, known by the order that it is about; that order may not have come yet.
 *
 * @param source the order's source
 * @param ref the order's reference within its source
 * @param kind what happened to it
 * @param eventRef the refund's own reference; empty for a completion
 * @param amountFen what was refunded, in fen; null for the lines, or for all that is left
 * @param lines the lines that were refunded
 * @param completedAt when it was completed
 * @param reason a code, for refunds
 * @param actor who says so
 */
public record EarlyEvent(
        String source,
        String ref,
        Kind kind,
        String eventRef,
        @Nullable Long amountFen,
        List<String> lines,
        @Nullable Instant completedAt,
        @Nullable String reason,
        String actor) {
    /** What happens to orders after they were paid. */
    public enum Kind {
        REFUND,
        COMPLETION
    }

    /** The key under which its order is booked. */
    public BusinessKey orderKey() {
        return new BusinessKey(source, ref, EntryType.ACCRUAL);
    }

    /** Whether another one tells of the same, under whichever name of the order. */
    public boolean isRepeatedBy(EarlyEvent other) {
        return kind == other.kind && eventRef.equals(other.eventRef);
    }

    /** Whether another one that repeats it says the same; who reports it and when it was completed does not count. */
    public boolean saysTheSame(EarlyEvent other) {
        return Objects.equals(amountFen, other.amountFen) && lines.equals(other.lines);
    }

    /** Whether only the order itself can tell how much it is about. */
    public boolean namesLinesOnly() {
        return amountFen == null && !lines.isEmpty();
    }

    /**
     * The command that books it, once its order is known.
     *
     * @param holder whose account answers for the order
     * @param accrual the order's entry
     * @param rules the rules that hold now
     */
    public Command on(UUID holder, EntryRef accrual, Programme rules) {
        String entry = "entry:" + accrual.entryId();
        if (kind == Kind.REFUND) {
            BusinessKey key = new BusinessKey(entry, eventRef, EntryType.ACCRUAL_REVERSAL);
            String code = reason == null ? "ORDER_REFUNDED" : reason;
            return new Command.ReverseAccrual(holder, key, actor, accrual, new Refund(amountFen, lines, true), code);
        }
        BusinessKey key = new BusinessKey(entry, "completion", EntryType.COMPLETION);
        Instant completed = completedAt == null ? Instant.EPOCH : completedAt;
        Duration hold = Duration.ofHours(rules.points().completionHoldHours());
        return new Command.Complete(holder, key, actor, accrual, completed.plus(hold));
    }
}
