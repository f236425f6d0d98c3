package dev.huiyuan.coupon;

import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.IdempotencyBatch;
import dev.huiyuan.shared.idempotency.KeptAnswers;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.tier.TierCodes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Decides a batch of claims of one template, whose keys are claimed, and writes coupons and answers. */
@ApplicationScoped
class ClaimLedger {
    private static final int CREATED = 201;

    private final TemplateQueries templates;
    private final MemberDirectory members;
    private final TierCodes tiers;
    private final ProgrammeService programme;
    private final IssueLedger issues;
    private final KeptAnswers kept;
    private final SoldOutTemplates soldOut;
    private final Json json;
    private final Clock clock;

    ClaimLedger(
            TemplateQueries templates,
            MemberDirectory members,
            TierCodes tiers,
            ProgrammeService programme,
            IssueLedger issues,
            KeptAnswers kept,
            SoldOutTemplates soldOut,
            Json json,
            Clock clock) {
        this.templates = templates;
        this.members = members;
        this.tiers = tiers;
        this.programme = programme;
        this.issues = issues;
        this.kept = kept;
        this.soldOut = soldOut;
        this.json = json;
        this.clock = clock;
    }

    private record Standing(Map<UUID, MemberFacts> members, Map<UUID, String> tiers) {}

    /** Writes the claims; problem {@code template-not-found} fails them all. */
    Uni<GroupCommit.Done> claim(SqlConnection connection, UUID templateId, List<Claim> claims) {
        List<UUID> memberIds = claims.stream().map(Claim::memberId).distinct().toList();
        // combine: both are sent at once.
        return Uni.combine()
                .all()
                .unis(templates.byId(connection, templateId), members.facts(connection, memberIds))
                .with((found, facts) -> new Known(found.orElseThrow(ProblemCode.TEMPLATE_NOT_FOUND::with), facts))
                .chain(known -> standing(connection, known).map(standing -> judge(known.template, standing, claims)))
                .chain(judged -> withoutLatecomers(connection, templateId, judged))
                .chain(judged -> issues.issue(
                                connection, List.copyOf(judged.orders().values()))
                        .map(outcomes -> done(judged, outcomes, claims))
                        .call(done -> rememberIfSoldOut(connection, templateId, done)));
    }

    private record Known(CouponTemplate template, Map<UUID, MemberFacts> members) {}

    private Uni<Standing> standing(SqlConnection connection, Known known) {
        if (known.template.minTier() == null) return Uni.createFrom().item(new Standing(known.members, Map.of()));
        return tiers.codes(connection, known.members.keySet()).map(codes -> new Standing(known.members, codes));
    }

    /** Claims that may go on to stock and limit, and refusals of the others. */
    private record Judged(Map<Claim, IssueOrder> orders, Map<Claim, ProblemCode> refused) {}

    private Judged judge(CouponTemplate template, Standing standing, List<Claim> claims) {
        Instant now = clock.instant();
        List<Programme.Tier> ranks = programme.current().tiers();
        Map<Claim, IssueOrder> orders = new LinkedHashMap<>();
        Map<Claim, ProblemCode> refused = new HashMap<>();
        for (Claim claim : claims) {
            UUID member = claim.memberId();
            Optional<ProblemCode> refusal = ClaimRules.refusal(
                    template, standing.members().get(member), standing.tiers().get(member), ranks, now);
            if (refusal.isPresent()) refused.put(claim, refusal.get());
            else
                orders.put(
                        claim,
                        new IssueOrder(
                                member,
                                template,
                                CouponSource.CLAIM,
                                SourceRefs.of(claim.templateId(), claim.key()),
                                "member",
                                null));
        }
        return new Judged(orders, refused);
    }

    /** Where all is gone and known to be, only those who have a coupon go on: they may repeat their claims. */
    private Uni<Judged> withoutLatecomers(SqlConnection connection, UUID templateId, Judged judged) {
        if (!soldOut.isCrowded(templateId)) return Uni.createFrom().item(judged);
        List<UUID> claimants =
                judged.orders().keySet().stream().map(Claim::memberId).toList();
        return soldOut.holdersAmong(connection, templateId, claimants).map(holders -> {
            Map<Claim, IssueOrder> orders = new LinkedHashMap<>(judged.orders());
            Map<Claim, ProblemCode> refused = new HashMap<>(judged.refused());
            judged.orders().keySet().stream()
                    .filter(claim -> !holders.contains(claim.memberId()))
                    .forEach(claim -> refused.put(claim, ProblemCode.COUPON_SOLD_OUT));
            orders.keySet().removeAll(refused.keySet());
            return new Judged(orders, refused);
        });
    }

    private GroupCommit.Done done(Judged judged, Map<IssueOrder.Key, IssueOutcome> outcomes, List<Claim> claims) {
        List<IdempotencyBatch.Completed> completed = new ArrayList<>();
        List<UUID> changed = new ArrayList<>();
        for (Claim claim : claims) {
            IssueOrder order = judged.orders().get(claim);
            IssueOutcome outcome = order == null
                    ? new IssueOutcome.Refused(
                            java.util.Objects.requireNonNull(judged.refused().get(claim)))
                    : java.util.Objects.requireNonNull(outcomes.get(order.key()));
            switch (outcome) {
                case IssueOutcome.Refused refused -> completed.add(refused(claim, refused.code()));
                case IssueOutcome.Issued issued -> {
                    changed.add(claim.memberId());
                    Answer answer = new Answer(CREATED, json.bytes(issued.coupon()), issued.repeated());
                    completed.add(new IdempotencyBatch.Completed(claim.key(), answer, true));
                }
            }
        }
        return new GroupCommit.Done(completed, changed);
    }

    /** Sold out is not kept: it may be answered from memory as well, and more stock makes the same claim succeed. */
    private IdempotencyBatch.Completed refused(Claim claim, ProblemCode code) {
        Answer answer = kept.refusal(claim.key(), code.with());
        return new IdempotencyBatch.Completed(
                claim.key(), answer, code.isKept() && code != ProblemCode.COUPON_SOLD_OUT);
    }

    private Uni<Void> rememberIfSoldOut(SqlConnection connection, UUID templateId, GroupCommit.Done done) {
        boolean exhausted = done.completed().stream().anyMatch(c -> c.answer().status() == 409 && !c.kept());
        return exhausted
                ? soldOut.remember(connection, templateId)
                : Uni.createFrom().voidItem();
    }
}
