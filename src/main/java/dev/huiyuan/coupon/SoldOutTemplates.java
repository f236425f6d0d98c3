package dev.huiyuan.coupon;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Remembers for a moment which templates are sold out, and who holds their coupons: a holder who repeats a claim has
 * to get the first answer again, so only others are refused from memory.
 */
@ApplicationScoped
class SoldOutTemplates {
    private static final int MAX_TEMPLATES = 1_000;
    /** Where more members hold a coupon, it is asked about those of a batch only. */
    private static final int MAX_HOLDERS = 20_000;

    private static final String HOLDERS = "select member_id from coupon_limit where template_id = $1 limit $2";

    private static final String HOLDERS_AMONG =
            "select distinct member_id from coupon_limit where template_id = $1 and member_id = any($2::uuid[])";

    private final Cache<UUID, Set<UUID>> holders;
    /** Exhausted, and with more holders than are remembered. */
    private final Cache<UUID, Boolean> crowded;

    SoldOutTemplates(CouponConfig config) {
        holders = Caffeine.newBuilder()
                .maximumSize(MAX_TEMPLATES)
                .expireAfterWrite(config.soldOutMemory())
                .build();
        crowded = Caffeine.newBuilder()
                .maximumSize(MAX_TEMPLATES)
                .expireAfterWrite(config.soldOutMemory())
                .build();
    }

    /** Whether a claim can be refused without asking the database. */
    boolean refuses(UUID templateId, UUID memberId) {
        Set<UUID> known = holders.getIfPresent(templateId);
        return known != null && !known.contains(memberId);
    }

    /** Whether a template is known to be exhausted although its holders are too many to be remembered. */
    boolean isCrowded(UUID templateId) {
        return crowded.getIfPresent(templateId) != null;
    }

    /** Who of some members holds a coupon of a template: by key, without waiting for its stock. */
    Uni<Set<UUID>> holdersAmong(SqlConnection connection, UUID templateId, Collection<UUID> memberIds) {
        return connection
                .preparedQuery(HOLDERS_AMONG)
                .execute(Tuple.of(templateId, memberIds.toArray(UUID[]::new)))
                .map(rows ->
                        rows.stream().map(row -> row.getUUID("member_id")).collect(Collectors.toUnmodifiableSet()));
    }

    /** Remembers a template whose stock is found exhausted, in the transaction that has it locked. */
    Uni<Void> remember(SqlConnection connection, UUID templateId) {
        // Not once more within its time, or it would never be looked at again.
        if (isCrowded(templateId)) return Uni.createFrom().voidItem();
        return connection
                .preparedQuery(HOLDERS)
                .execute(Tuple.of(templateId, MAX_HOLDERS + 1))
                .map(rows -> rows.stream().map(row -> row.getUUID("member_id")).collect(Collectors.toUnmodifiableSet()))
                .invoke(found -> {
                    if (found.size() <= MAX_HOLDERS) holders.put(templateId, found);
                    else crowded.put(templateId, true);
                })
                .replaceWithVoid();
    }

    /** Forgets a template whose stock was changed by this instance. */
    void forget(UUID templateId) {
        holders.invalidate(templateId);
        crowded.invalidate(templateId);
    }
}
