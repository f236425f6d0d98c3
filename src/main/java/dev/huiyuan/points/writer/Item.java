package dev.huiyuan.points.writer;

import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.LedgerEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One command in one batch, and what the batch found out about it. */
final class Item {
    final Submission submission;
    /** The id that its entry gets; the same in every attempt, so that an attempt can recognise its own work. */
    final UUID entryId;

    /** Whether this batch is the first with its idempotency key. */
    boolean requestClaimed;
    /** What this batch is the first with, of its business key and its alias. */
    final Set<BusinessKey> claimed = new HashSet<>();

    boolean presenceAccepted;

    /** What came before its order and is booked with it. */
    List<EarlyEvent> early = List.of();

    @Nullable
    Outcome outcome;

    Item(Submission submission, UUID entryId) {
        this.submission = submission;
        this.entryId = entryId;
        requestClaimed = submission.request() == null;
        presenceAccepted = submission.presence() == null;
    }

    Command command() {
        return submission.command();
    }

    /** Its business key, and the other one that it takes, if it does. */
    List<BusinessKey> keys() {
        return submission.keys();
    }

    /** Whether this batch is the first with all of its business keys. */
    boolean keyClaimed() {
        return claimed.containsAll(keys());
    }

    UUID memberId() {
        return submission.command().memberId();
    }

    List<UUID> accountIds() {
        return submission.command().accountIds();
    }

    /** Whether an entry is booked by the command itself and not by passing time. */
    boolean isOwn(LedgerEntry entry) {
        return command().parts().stream().anyMatch(part -> part.key().equals(entry.key()));
    }

    /** Whether it is to be decided in this batch. */
    boolean isOpen() {
        return outcome == null;
    }
}
