package dev.huiyuan.order;

import dev.huiyuan.coupon.CouponRef;
import dev.huiyuan.coupon.OrderCoupons;
import dev.huiyuan.coupon.OwnedCoupon;
import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.shared.cache.CacheConfig;
import dev.huiyuan.shared.cache.CoalescedReads;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.tier.TierStandings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Reads what the price of a paid order rests on: the member, the tier and the coupons that are named, for all orders that come
 * at once. Whether the presence holds, the points are there and what comes free is unused is decided where they are used, in
 * the ledger's batch; asking here would tell nothing more.
 */
@ApplicationScoped
class SettleReader {
    private final Pool pool;
    private final MemberDirectory members;
    private final TierStandings tiers;
    private final OrderCoupons coupons;
    private final CoalescedReads<Wanted, Known> reads;

    SettleReader(
            Pool pool,
            MemberDirectory members,
            TierStandings tiers,
            OrderCoupons coupons,
            Vertx vertx,
            CacheConfig config) {
        this.pool = pool;
        this.members = members;
        this.tiers = tiers;
        this.coupons = coupons;
        reads = new CoalescedReads<>(vertx, config.source(), this::readAll);
    }

    /** Whose, and which coupons. */
    private record Wanted(UUID memberId, Set<UUID> couponIds) {}

    /** What there is of it. */
    private record Known(BillFacts facts) {}

    /** What is known of a member for exactly the coupons that are named; problem {@code member-not-found}. */
    Uni<BillFacts> read(BillReader.Question question) {
        boolean maySpend = !(question.access() instanceof BillReader.Access.None);
        return reads.read(new Wanted(question.memberId(), question.named()))
                .map(found -> found.orElseThrow(ProblemCode.MEMBER_NOT_FOUND::with).facts)
                .map(facts -> new BillFacts(
                        facts.member(), facts.tier(), facts.coupons(), facts.points(), facts.usedToday(), maySpend));
    }

    private Uni<Map<Wanted, Known>> readAll(List<Wanted> wanted) {
        return pool.withConnection(connection -> readAll(connection, wanted));
    }

    private Uni<Map<Wanted, Known>> readAll(SqlConnection connection, List<Wanted> wanted) {
        Set<UUID> ids = new HashSet<>();
        List<CouponRef> refs = new ArrayList<>();
        for (Wanted one : wanted) {
            ids.add(one.memberId);
            refs.addAll(CouponSteps.refs(one.memberId, List.copyOf(one.couponIds)));
        }
        // combine: all three are sent at once and answered one after the other.
        return Uni.combine()
                .all()
                .unis(members.facts(connection, ids), tiers.codes(connection, ids), coupons.byIds(connection, refs))
                .with((facts, codes, owned) -> known(wanted, facts, codes, owned));
    }

    private static Map<Wanted, Known> known(
            List<Wanted> wanted, Map<UUID, MemberFacts> facts, Map<UUID, String> codes, List<OwnedCoupon> owned) {
        Map<CouponRef, OwnedCoupon> byRef = new HashMap<>();
        owned.forEach(coupon -> byRef.put(coupon.ref(), coupon));
        Map<Wanted, Known> known = new HashMap<>();
        for (Wanted one : wanted) {
            MemberFacts member = facts.get(one.memberId);
            if (member == null) continue;
            List<OwnedCoupon> coupons = CouponSteps.refs(one.memberId, List.copyOf(one.couponIds)).stream()
                    .filter(byRef::containsKey)
                    .map(byRef::get)
                    .toList();
            String tier = codes.get(one.memberId);
            known.put(one, new Known(new BillFacts(member, tier, coupons, QuoteRequest.MAX_POINTS, Set.of(), true)));
        }
        return known;
    }
}
