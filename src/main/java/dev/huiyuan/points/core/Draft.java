package dev.huiyuan.points.core;

import dev.huiyuan.programme.Channel;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An entry that is being written; what is not said stays empty. */
final class Draft {
    final UUID id;
    final BusinessKey key;
    final String actor;
    final long points;
    long amountFen;
    Explanation explanation = Explanation.NONE;

    @Nullable
    String orderRef;

    @Nullable
    UUID storeId;

    @Nullable
    Channel channel;

    @Nullable
    UUID reversedEntryId;

    @Nullable
    String reason;

    @Nullable
    Integer ruleVersion;

    @Nullable
    Instant occurredAt;

    Draft(UUID id, BusinessKey key, String actor, long points) {
        this.id = id;
        this.key = key;
        this.actor = actor;
        this.points = points;
    }

    Draft amount(long fen) {
        amountFen = fen;
        return this;
    }

    Draft explained(Explanation why) {
        explanation = why;
        return this;
    }

    Draft at(@Nullable UUID store, @Nullable String order) {
        storeId = store;
        orderRef = order;
        return this;
    }

    Draft through(Channel from) {
        channel = from;
        return this;
    }

    Draft because(@Nullable String code) {
        reason = code;
        return this;
    }

    Draft ruledBy(int version) {
        ruleVersion = version;
        return this;
    }

    Draft occurredAt(Instant instant) {
        occurredAt = instant;
        return this;
    }

    /** An entry that ends a hold, with its order, store and reason. */
    Draft settles(Hold hold) {
        reversedEntryId = hold.id();
        orderRef = hold.orderRef();
        storeId = hold.storeId();
        reason = hold.reason();
        return this;
    }

    /** An entry that reverses another one, with that one's order, store and channel. */
    Draft reverses(LedgerEntry entry) {
        reversedEntryId = entry.id();
        orderRef = entry.orderRef();
        storeId = entry.storeId();
        channel = entry.channel();
        return this;
    }
}
