package dev.huiyuan.points.core;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What makes two accounts one, and two again. */
public sealed interface Merging extends Command.Paired {
    /**
     * An account goes into another one, with everything that is on it.
     *
     * @param memberId the account that ends
     * @param otherId the account that goes on
     * @param reason a code
     * @param approved the second person, where one was needed
     */
    record Merge(
            UUID memberId,
            UUID otherId,
            BusinessKey key,
            String actor,
            String reason,
            @Nullable Approved approved) implements Merging {
        @Override
        public @Nullable Long amount() {
            return null;
        }

        @Override
        public long debit() {
            return Long.MAX_VALUE;
        }
    }

    /**
     * A merge is undone: the account gets back what remains of its points.
     *
     * @param memberId the account that had ended
     * @param otherId the account that went on
     * @param left the entry with which the points left
     * @param arrived the entry with which they arrived
     * @param reason a code
     * @param approved the second person, where one was needed
     */
    record ReverseMerge(
            UUID memberId,
            UUID otherId,
            BusinessKey key,
            String actor,
            EntryRef left,
            EntryRef arrived,
            String reason,
            @Nullable Approved approved)
            implements Merging {
        @Override
        public @Nullable Long amount() {
            return null;
        }

        @Override
        public List<Reference> references() {
            return List.of(new Reference(memberId, left), new Reference(otherId, arrived));
        }
    }
}
