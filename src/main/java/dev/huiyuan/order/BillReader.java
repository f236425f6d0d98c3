package dev.huiyuan.order;

import dev.huiyuan.benefit.BillBenefits;
import dev.huiyuan.coupon.OrderCoupons;
import dev.huiyuan.identity.PresenceCheck;
import dev.huiyuan.identity.Presences;
import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.points.DayEarnings;
import dev.huiyuan.points.SpendablePoints;
import dev.huiyuan.shared.cache.CacheConfig;
import dev.huiyuan.shared.cache.CoalescedReads;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.tier.TierStandings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Reads what bills' prices rest on: for all that are asked at the same time together, in one round trip of statements that
 * are sent at once.
 */
@ApplicationScoped
class BillReader {
    private final MemberDirectory members;
    private final TierStandings tiers;
    private final OrderCoupons coupons;
    private final SpendablePoints points;
    private final DayEarnings earnings;
    private final BillBenefits benefits;
    private final Presences presences;
    private final CoalescedReads<Question, BillQuestions.Finding> reads;

    BillReader(
            Pool pool,
            MemberDirectory members,
            TierStandings tiers,
            OrderCoupons coupons,
            SpendablePoints points,
            DayEarnings earnings,
            BillBenefits benefits,
            Presences presences,
            Vertx vertx,
            CacheConfig config) {
        this.members = members;
        this.tiers = tiers;
        this.coupons = coupons;
        this.points = points;
        this.earnings = earnings;
        this.benefits = benefits;
        this.presences = presences;
        reads = new CoalescedReads<>(
                vertx, config.source(), questions -> pool.withConnection(connection -> readAll(connection, questions)));
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
    record Question(UUID memberId, Instant at, LocalDate day, Set<UUID> named, Access access) {
        /**
         * The same question of an order that is settled at once. Whether the presence holds, the points are there and what
         * comes free is unused is decided where they are used, in the ledger's batch; asking before would tell nothing more.
         */
        Question toSettle() {
            return access instanceof Access.None
                    ? this
                    : new Question(memberId, at, day, named, new Access.DecidedLater());
        }
    }

    /** Whether what can be spent is read. */
    sealed interface Access {
        /** The member asks. */
        record Own() implements Access {}

        /** Nobody is present. */
        record None() implements Access {}

        /** The member is present at a till. */
        record Present(UUID presenceId, UUID storeId, String terminal) implements Access {
            PresenceCheck check(UUID memberId) {
                return new PresenceCheck(presenceId, memberId, storeId, terminal);
            }
        }

        /** Only the coupons that are named: the rest is decided when it is used. */
        record DecidedLater() implements Access {}
    }

    /** What is known of a member; problems {@code member-not-found}, {@code presence-invalid}. */
    Uni<BillFacts> read(Question question) {
        return reads.read(question).map(BillReader::facts);
    }

    /** The same on a caller's connection. */
    Uni<BillFacts> read(SqlConnection connection, Question question) {
        return readAll(connection, List.of(question)).map(found -> facts(Optional.ofNullable(found.get(question))));
    }

    private static BillFacts facts(Optional<BillQuestions.Finding> found) {
        return switch (found.orElseThrow(ProblemCode.MEMBER_NOT_FOUND::with)) {
            case BillQuestions.Finding.Known(BillFacts facts) -> facts;
            case BillQuestions.Finding.Refused() -> throw ProblemCode.PRESENCE_INVALID.with();
        };
    }

    /** Statements that have nothing to ask are not sent. */
    private Uni<Map<Question, BillQuestions.Finding>> readAll(SqlConnection connection, List<Question> questions) {
        BillQuestions asked = new BillQuestions(questions);
        // combine: all are sent at once and answered one after the other.
        return Uni.combine()
                .all()
                .unis(
                        members.facts(connection, asked.members()),
                        tiers.codes(connection, asked.members()),
                        coupons.usable(connection, asked.spenders(), asked.at()),
                        coupons.byIds(connection, asked.coupons()),
                        points.of(connection, asked.spenders(), asked.at()),
                        earnings.of(connection, asked.earners(), asked.at()),
                        benefits.usedOn(connection, asked.days()),
                        presences.holding(connection, asked.presences()))
                .with(BillQuestions.Read::new)
                .map(asked::answers);
    }
}
