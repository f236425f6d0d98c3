package dev.huiyuan.coupon;

import dev.huiyuan.identity.PresenceUse;
import dev.huiyuan.identity.Presences;
import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.IdempotencyBatch;
import dev.huiyuan.shared.idempotency.KeptAnswers;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.sql.WriteSet;
import dev.huiyuan.shared.tier.TierCodes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Uses the coupons of a batch of bills in a fixed number of statements: presences, members, coupons, then all writes. */
@ApplicationScoped
class UseLedger {
    private static final int CREATED = 201;

    private final Presences presences;
    private final MemberDirectory members;
    private final TierCodes tiers;
    private final BillLocks bills;
    private final OrderCoupons coupons;
    private final UseJudge judge;
    private final KeptAnswers kept;
    private final Json json;
    private final Clock clock;

    UseLedger(
            Presences presences,
            MemberDirectory members,
            TierCodes tiers,
            BillLocks bills,
            OrderCoupons coupons,
            UseJudge judge,
            KeptAnswers kept,
            Json json,
            Clock clock) {
        this.presences = presences;
        this.members = members;
        this.tiers = tiers;
        this.bills = bills;
        this.coupons = coupons;
        this.judge = judge;
        this.kept = kept;
        this.json = json;
        this.clock = clock;
    }

    /** Uses what can be used and writes it. */
    Uni<GroupCommit.Done> use(SqlConnection connection, List<CouponUse> uses) {
        // As precise as the database, so that a repeated answer is the same.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return standing(connection, uses, now).chain(standing -> {
            CouponChanges changes = coupons.changes(now);
            List<UseJudge.Verdict> verdicts = uses.stream()
                    .map(use -> judge.judge(use, standing, changes, now))
                    .toList();
            return write(connection, changes, refused(uses, verdicts, standing), now)
                    .replaceWith(done(uses, verdicts, changes));
        });
    }

    private Uni<UseJudge.Standing> standing(SqlConnection connection, List<CouponUse> uses, Instant now) {
        Set<UUID> presenceIds = new HashSet<>();
        uses.forEach(use -> presenceIds.add(use.request().presenceId()));
        return presences
                .members(connection, presenceIds)
                .chain(owners -> presences
                        .use(connection, wanted(uses, owners), now)
                        .chain(accepted -> locked(connection, uses, owners, accepted)));
    }

    private static List<PresenceUse> wanted(List<CouponUse> uses, Map<UUID, UUID> owners) {
        List<PresenceUse> wanted = new ArrayList<>();
        for (CouponUse use : uses) {
            UUID owner = owners.get(use.request().presenceId());
            if (owner != null) wanted.add(use.presence(owner));
        }
        return wanted;
    }

    private Uni<UseJudge.Standing> locked(
            SqlConnection connection, List<CouponUse> uses, Map<UUID, UUID> owners, Set<PresenceUse> accepted) {
        Set<CouponRef> refs = new HashSet<>();
        Set<OrderCoupons.StoreBill> asked = new HashSet<>();
        for (CouponUse use : uses) {
            UUID owner = owners.get(use.request().presenceId());
            if (owner == null || !accepted.contains(use.presence(owner))) continue;
            refs.add(new CouponRef(owner, use.couponId()));
            asked.add(new OrderCoupons.StoreBill(
                    owner, use.request().storeId(), use.request().orderRef()));
        }
        Set<UUID> memberIds = new HashSet<>();
        refs.forEach(ref -> memberIds.add(ref.memberId()));
        Uni<Map<UUID, MemberFacts>> facts = members.facts(connection, memberIds);
        Uni<Void> alone = bills.lock(connection, asked);
        Uni<Map<CouponRef, OwnedCoupon>> locked = coupons.lock(connection, refs);
        // Under the bills' locks: who waited for them sees what a bill has used meanwhile, whichever presence it came
        // by.
        Uni<List<OwnedCoupon>> used = coupons.usedFor(connection, asked);
        // combine: all are sent at once and run one after the other.
        return Uni.combine()
                .all()
                .unis(facts, alone, locked, used)
                .with((known, none, held, before) ->
                        new UseJudge.Standing(owners, accepted, known, held, before, Map.of()))
                .chain(standing -> withTiers(connection, standing));
    }

    private Uni<UseJudge.Standing> withTiers(SqlConnection connection, UseJudge.Standing standing) {
        Set<UUID> asked = new HashSet<>();
        standing.coupons().forEach((ref, coupon) -> {
            if (coupon.terms().scope().minTier() != null) asked.add(ref.memberId());
        });
        return asked.isEmpty()
                ? Uni.createFrom().item(standing)
                : tiers.codes(connection, asked).map(standing::withTiers);
    }

    /** Presences of bills that were refused altogether: they stay as they were. */
    private static List<PresenceUse> refused(
            List<CouponUse> uses, List<UseJudge.Verdict> verdicts, UseJudge.Standing standing) {
        Set<PresenceUse> refused = new HashSet<>();
        Set<PresenceUse> used = new HashSet<>();
        for (int i = 0; i < uses.size(); i++) {
            UUID owner = standing.owners().get(uses.get(i).request().presenceId());
            if (owner == null) continue;
            PresenceUse presence = uses.get(i).presence(owner);
            if (verdicts.get(i).problem() == null) used.add(presence);
            else if (standing.accepted().contains(presence)) refused.add(presence);
        }
        refused.removeAll(used);
        return List.copyOf(refused);
    }

    private Uni<Void> write(SqlConnection connection, CouponChanges changes, List<PresenceUse> refused, Instant now) {
        WriteSet writes = new WriteSet();
        changes.addTo(writes);
        return writes.run(connection)
                .chain(() ->
                        refused.isEmpty() ? Uni.createFrom().voidItem() : presences.release(connection, refused, now));
    }

    private GroupCommit.Done done(List<CouponUse> uses, List<UseJudge.Verdict> verdicts, CouponChanges changes) {
        List<IdempotencyBatch.Completed> completed = new ArrayList<>();
        for (int i = 0; i < uses.size(); i++) {
            CouponUse use = uses.get(i);
            ProblemException problem = verdicts.get(i).problem();
            Answer answer = problem == null
                    ? new Answer(
                            CREATED,
                            json.bytes(Objects.requireNonNull(verdicts.get(i).redemption())),
                            false)
                    : kept.refusal(use.key(), problem);
            boolean keeps = problem == null || problem.code().isKept();
            completed.add(new IdempotencyBatch.Completed(use.key(), answer, keeps));
        }
        return new GroupCommit.Done(completed, changes.changedMembers());
    }
}
