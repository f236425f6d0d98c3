package dev.huiyuan.order;

import dev.huiyuan.benefit.BillBenefits;
import dev.huiyuan.coupon.CouponRef;
import dev.huiyuan.coupon.OrderCoupons;
import dev.huiyuan.coupon.OwnedCoupon;
import dev.huiyuan.identity.Presences;
import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.points.SpendablePoints;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.tier.TierStandings;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what a bill's price rests on. All statements are sent at once on one connection: one round trip. */
@ApplicationScoped
class BillReader {
    private final Pool pool;
    private final MemberDirectory members;
    private final TierStandings tiers;
    private final OrderCoupons coupons;
    private final SpendablePoints points;
    private final BillBenefits benefits;
    private final Presences presences;

    BillReader(
            Pool pool,
            MemberDirectory members,
            TierStandings tiers,
            OrderCoupons coupons,
            SpendablePoints points,
            BillBenefits benefits,
            Presences presences) {
        this.pool = pool;
        this.members = members;
        this.tiers = tiers;
        this.coupons = coupons;
        this.points = points;
        this.benefits = benefits;
        this.presences = presences;
    }

    /**
     * What is asked.
     *
     * @param memberId of whom
     * @param at at which instant
     * @param day its day in the programme's zone
     * @param named coupons that are named, usable or not
     * @param access whether what can be spent is read
     */
    record Question(UUID memberId, Instant at, LocalDate day, Set<UUID> named, Access access) {}

    /** Whether what can be spent is read. */
    sealed interface Access {
        /** The member asks. */
        record Own() implements Access {}

        /** Nobody is present. */
        record None() implements Access {}

        /** The member is present at a till. */
        record Present(UUID presenceId, UUID storeId, String terminal) implements Access {}
    }

    /** Who the member is. */
    private record Known(
            @Nullable MemberFacts member, @Nullable String tier) {}

    /** What the member can spend. */
    private record Purse(List<OwnedCoupon> coupons, long points, Set<String> usedToday, Opening opening) {
        static final Purse CLOSED = new Purse(List.of(), 0, Set.of(), Opening.NOT_ASKED);
    }

    /** Whether what can be spent may be seen. */
    private enum Opening {
        NOT_ASKED,
        OPEN,
        /** The presence does not hold. */
        REFUSED
    }

    /** What is known of a member; problems {@code member-not-found}, {@code presence-invalid}. */
    Uni<BillFacts> read(Question question) {
        return pool.withConnection(connection -> read(connection, question));
    }

    /** The same on a caller's connection. */
    Uni<BillFacts> read(SqlConnection connection, Question question) {
        // combine: both are sent at once and answered one after the other.
        return Uni.combine()
                .all()
                .unis(known(connection, question.memberId), purse(connection, question))
                .with(BillReader::facts);
    }

    /** Refuses only now that every answer is there: a connection goes back without anything on its way. */
    private static BillFacts facts(Known known, Purse purse) {
        if (known.member == null) throw ProblemCode.MEMBER_NOT_FOUND.with();
        if (purse.opening == Opening.REFUSED) throw ProblemCode.PRESENCE_INVALID.with();
        return new BillFacts(
                known.member, known.tier, purse.coupons, purse.points, purse.usedToday, purse.opening == Opening.OPEN);
    }

    private Uni<Known> known(SqlConnection connection, UUID memberId) {
        List<UUID> ids = List.of(memberId);
        // combine: as above.
        return Uni.combine()
                .all()
                .unis(members.facts(connection, ids), tiers.codes(connection, ids))
                .with((facts, codes) -> new Known(facts.get(memberId), codes.get(memberId)));
    }

    private Uni<Purse> purse(SqlConnection connection, Question question) {
        if (question.access instanceof Access.None) return Uni.createFrom().item(Purse.CLOSED);
        // combine: as above.
        return Uni.combine()
                .all()
                .unis(
                        coupons(connection, question),
                        points.of(connection, question.memberId, question.at),
                        benefits.usedOn(connection, question.memberId, question.day),
                        opening(connection, question))
                .with(Purse::new);
    }

    /** Usable ones, and those that are named: why they cannot be used is for the terms to say. */
    private Uni<List<OwnedCoupon>> coupons(SqlConnection connection, Question question) {
        Uni<List<OwnedCoupon>> usable = coupons.usable(connection, question.memberId, question.at);
        if (question.named.isEmpty()) return usable;
        List<CouponRef> refs = question.named.stream()
                .map(id -> new CouponRef(question.memberId, id))
                .toList();
        // combine: as above.
        return Uni.combine().all().unis(usable, coupons.byIds(connection, refs)).with(BillReader::merged);
    }

    private static List<OwnedCoupon> merged(List<OwnedCoupon> usable, List<OwnedCoupon> named) {
        Map<UUID, OwnedCoupon> all = new LinkedHashMap<>();
        usable.forEach(coupon -> all.put(coupon.id(), coupon));
        named.forEach(coupon -> all.put(coupon.id(), coupon));
        return List.copyOf(all.values());
    }

    private Uni<Opening> opening(SqlConnection connection, Question question) {
        if (!(question.access instanceof Access.Present present)) {
            return Uni.createFrom().item(Opening.OPEN);
        }
        return presences
                .holds(connection, present.presenceId, question.memberId, present.storeId, present.terminal)
                .map(holds -> holds ? Opening.OPEN : Opening.REFUSED);
    }
}
