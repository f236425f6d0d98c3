package dev.huiyuan.member;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.huiyuan.shared.cache.CacheConfig;
import dev.huiyuan.shared.cache.CacheNode;
import dev.huiyuan.shared.cache.CoalescedReads;
import dev.huiyuan.shared.cache.TwoLevelCache;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.problem.ProblemCode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The member cards: ready JSON documents, from the cache or read anew, and who is found by what. For reading only:
 * nothing is decided from a card.
 */
@ApplicationScoped
public class MemberCards {
    private static final String CHANNEL = "huiyuan:member-removals";
    /** Longer than any transaction lives. */
    private static final Duration EXPECTED_FOR = Duration.ofSeconds(20);

    private static final long MAX_EXPECTED = 100_000;

    private final CacheNode node;
    private final TwoLevelCache<UUID, CachedCard> cards;
    private final TwoLevelCache<IndexKey, UUID> index;
    private final Bindings bindings;
    private final CareOpener opener;
    /** What members in open transactions will be found by, so that it is forgotten together with their cards. */
    private final Cache<UUID, List<String>> expected = Caffeine.newBuilder()
            .maximumSize(MAX_EXPECTED)
            .expireAfterWrite(EXPECTED_FOR)
            .build();

    MemberCards(
            Vertx vertx,
            Redis redis,
            CacheConfig config,
            Clock clock,
            Ids ids,
            CardAssembler assembler,
            MemberIndex memberIndex,
            Bindings bindings,
            CareOpener opener) {
        this.bindings = bindings;
        this.opener = opener;
        node = new CacheNode(vertx, redis, config, clock, ids, CHANNEL);
        cards = node.cache(new CachedCard.Shape(), new CoalescedReads<>(vertx, config.source(), assembler::read));
        index = node.cache(new MemberIndex.Shape(), new CoalescedReads<>(vertx, config.source(), memberIndex::read));
    }

    void start(@Observes StartupEvent event) {
        node.start();
    }

    void stop(@Observes ShutdownEvent event) {
        node.stop();
    }

    /**
     * Forgets cards that a committed transaction changed: at once in this instance, and in the others and in Redis in
     * the background. Never fails.
     */
    public void invalidate(Collection<UUID> memberIds) {
        List<String> names = new ArrayList<>(memberIds.size());
        for (UUID memberId : memberIds) {
            names.add(CachedCard.name(memberId));
            @Nullable List<String> changed = expected.getIfPresent(memberId);
            if (changed != null) names.addAll(changed);
        }
        node.remove(names);
    }

    /**
     * A member's card as JSON in UTF-8, as members and staff may see it.
     *
     * @return problem {@code member-not-found} for an unknown member
     */
    public Uni<byte[]> card(UUID memberId) {
        @Nullable CachedCard local = cards.getIfLocal(memberId);
        return local != null
                ? Uni.createFrom().item(local.json())
                : find(memberId).map(CachedCard::json);
    }

    /**
     * The card with what only staff at the table see: health data and notes, decrypted for this answer.
     *
     * @param more further fields of the answer
     * @return problem {@code member-not-found} for an unknown member
     */
    public Uni<byte[]> cardForStaff(UUID memberId, Map<String, Object> more) {
        @Nullable CachedCard local = cards.getIfLocal(memberId);
        return local != null
                ? Uni.createFrom().item(opener.open(local, more))
                : find(memberId).map(card -> opener.open(card, more));
    }

    /** Who has a member number. */
    public Uni<Optional<UUID>> findByNumber(String memberNo) {
        return MemberNumbers.isValid(memberNo)
                ? index.get(IndexKey.ofNumber(memberNo))
                : Uni.createFrom().item(Optional.empty());
    }

    /** Who has a phone, openid or card; see {@link BindingKind} for the values. */
    public Uni<Optional<UUID>> findByBinding(BindingKind kind, String value) {
        return index.get(bindings.indexKey(kind, value));
    }

    /** What a member will be found by once the transaction under way is committed. */
    void expectBindings(UUID memberId, Collection<IndexKey> keys) {
        List<String> names = new ArrayList<>(keys.stream().map(IndexKey::name).toList());
        expected.asMap().merge(memberId, names, (known, added) -> {
            List<String> both = new ArrayList<>(known);
            both.addAll(added);
            return both;
        });
    }

    private Uni<CachedCard> find(UUID memberId) {
        return cards.get(memberId).map(card -> card.orElseThrow(ProblemCode.MEMBER_NOT_FOUND::with));
    }

    CacheNode node() {
        return node;
    }
}
