package dev.huiyuan.member;

import dev.huiyuan.shared.cache.CacheConfig;
import dev.huiyuan.shared.outbox.OutboxEvent;
import dev.huiyuan.shared.outbox.OutboxTarget;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Repeats the removal of cards from Redis for every event, because an instance may die between commit and removal.
 * Events that are older than what a cached card lives need none; so Redis holds deliveries back for that long at most.
 */
@ApplicationScoped
class CardRemovals implements OutboxTarget {
    /** An event's id is made before its transaction commits. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(20);

    private final MemberCards cards;
    private final CacheConfig config;
    private final Clock clock;

    CardRemovals(MemberCards cards, CacheConfig config, Clock clock) {
        this.cards = cards;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Uni<Void> deliver(List<OutboxEvent> events) {
        long oldestMillis = clock.instant()
                .minus(config.redis().ttl())
                .minus(config.redis().leaseTtl())
                .minus(LONGEST_TRANSACTION)
                .toEpochMilli();
        return cards.node()
                .removeConfirmed(events.stream()
                        .filter(event -> madeAtMillis(event) >= oldestMillis)
                        .map(event -> CachedCard.name(event.memberId()))
                        .distinct()
                        .toList());
    }

    /** The time in a UUID of version 7 (RFC 9562 §5.7). */
    private static long madeAtMillis(OutboxEvent event) {
        return event.id().getMostSignificantBits() >>> 16;
    }
}
