package dev.huiyuan.coupon;

import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.IdempotencyBatch;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.idempotency.KeptAnswers;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.tier.TierCodes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
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
    private final IdempotencyBatch idempotency;
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
            IdempotencyBatch idempotency,
            KeptAnswers kept,
            SoldOutTemplates soldOut,
            Json json,
            Clock clock) {
        this.templates = templates;
        this.members = members;
        this.tiers = tiers;
        this.programme = programme;
        this.issues = issues;
        this.idempotency = idempotency;
        this.kept = kept;
        this.soldOut = soldOut;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A batch that is written.
     *
     * @param completed the answers
     * @param changed members who got a coupon
     */
    record Done(List<IdempotencyBatch.Completed> completed, List<UUID> changed) {}

    private record Standing(Map<UUID, MemberFacts> members, Map<UUID, String> tiers) {}

    /** Writes the claims; problem {@code template-not-found} fails them all. */
    Uni<Done> claim(SqlConnection connection, UUID templateId, List<Claim> claims) {
        if (claims.isEmpty()) return Uni.createFrom().item(new Done(List.of(), List.of()));
        return templates
                .byId(connection, templateId)
                .map(found -> found.orElseThrow(ProblemCode.TEMPLATE_NOT_FOUND::with))
                .chain(template ->
                        standing(connection, template, claims).map(standing -> judge(template, standing, claims)))
                .chain(judged -> issues.issue(
                                connection, List.copyOf(judged.orders().values()))
                        .map(outcomes -> done(judged, outcomes, claims))
                        .call(done -> rememberIfSoldOut(connection, templateId, done)))
                .call(done -> idempotency.complete(connection, done.completed()));
    }

    private Uni<Standing> standing(SqlConnection connection, CouponTemplate template, List<Claim> claims) {
        List<UUID> memberIds = claims.stream().map(Claim::memberId).distinct().toList();
        return members.facts(connection, memberIds)
                .chain(facts -> template.minTier() == null
                        ? Uni.createFrom().item(new Standing(facts, Map.of()))
                        : tiers.codes(connection, memberIds).map(codes -> new Standing(facts, codes)));
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
            else orders.put(claim, new IssueOrder(member, template, CouponSource.CLAIM, sourceRef(claim), "member"));
        }
        return new Judged(orders, refused);
    }

    /** The claim's key, hashed with the template: the same claim issues one coupon also after keys are forgotten. */
    private static String sourceRef(Claim claim) {
        IdempotencyRequest request = claim.request();
        String identity = claim.templateId() + "\n" + request.scope() + "\n" + request.key();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Done done(Judged judged, Map<IssueOrder.Key, IssueOutcome> outcomes, List<Claim> claims) {
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
                    completed.add(new IdempotencyBatch.Completed(claim.request(), answer, true));
                }
            }
        }
        return new Done(completed, changed);
    }

    /** Sold out is not kept: it may be answered from memory as well, and more stock makes the same claim succeed. */
    private IdempotencyBatch.Completed refused(Claim claim, ProblemCode code) {
        Answer answer = kept.refusal(claim.request(), code.with());
        return new IdempotencyBatch.Completed(
                claim.request(), answer, code.isKept() && code != ProblemCode.COUPON_SOLD_OUT);
    }

    private Uni<Void> rememberIfSoldOut(SqlConnection connection, UUID templateId, Done done) {
        boolean exhausted = done.completed().stream().anyMatch(c -> c.answer().status() == 409 && !c.kept());
        return exhausted
                ? soldOut.remember(connection, templateId)
                : Uni.createFrom().voidItem();
    }
}
