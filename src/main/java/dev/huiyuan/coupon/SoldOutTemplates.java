package dev.huiyuan.coupon;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
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
    /** Where more members hold a coupon, claims go to the database as before. */
    private static final int MAX_HOLDERS = 20_000;

    private static final String HOLDERS = "select member_id from coupon_limit where template_id = $1 limit $2";

    private final Cache<UUID, Set<UUID>> holders;

    SoldOutTemplates(CouponConfig config) {
        holders = Caffeine.newBuilder()
                .maximumSize(MAX_TEMPLATES)
                .expireAfterWrite(config.soldOutMemory())
                .build();
    }

    /** Whether a claim can be refused without asking the database. */
    boolean refuses(UUID templateId, UUID memberId) {
        Set<UUID> known = holders.getIfPresent(templateId);
        return known != null && !known.contains(memberId);
    }

    /** Remembers a template whose stock is found exhausted, in the transaction that has it locked. */
    Uni<Void> remember(SqlConnection connection, UUID templateId) {
        return connection
                .preparedQuery(HOLDERS)
                .execute(Tuple.of(templateId, MAX_HOLDERS + 1))
                .map(rows -> rows.stream().map(row -> row.getUUID("member_id")).collect(Collectors.toUnmodifiableSet()))
                .invoke(found -> {
                    if (found.size() <= MAX_HOLDERS) holders.put(templateId, found);
                })
                .replaceWithVoid();
    }

    /** Forgets a template whose stock was changed by this instance. */
    void forget(UUID templateId) {
        holders.invalidate(templateId);
    }
}
