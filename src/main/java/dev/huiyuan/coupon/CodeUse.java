package dev.huiyuan.coupon;

import dev.huiyuan.identity.CodeAttempts;
import dev.huiyuan.member.MemberCards;
import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.outbox.Outbox;
import dev.huiyuan.shared.outbox.OutboxEvent;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/** Printed codes at tills and in members' hands. Wrong codes are limited; mistyped ones are told apart by arithmetic. */
@ApplicationScoped
class CodeUse {
    private static final int CREATED = 201;
    private static final String KIND = "coupon-code";

    private final PrintedCodes codes;
    private final CodeLedger ledger;
    private final IssueLedger issues;
    private final MemberDirectory members;
    private final MemberCards cards;
    private final CodeAttempts attempts;
    private final Idempotency idempotency;
    private final ProgrammeService programme;
    private final CouponConfig config;
    private final Outbox outbox;
    private final Json json;
    private final Ids ids;
    private final Clock clock;

    CodeUse(
            PrintedCodes codes,
            CodeLedger ledger,
            IssueLedger issues,
            MemberDirectory members,
            MemberCards cards,
            CodeAttempts attempts,
            Idempotency idempotency,
            ProgrammeService programme,
            CouponConfig config,
            Outbox outbox,
            Json json,
            Ids ids,
            Clock clock) {
        this.codes = codes;
        this.ledger = ledger;
        this.issues = issues;
        this.members = members;
        this.cards = cards;
        this.attempts = attempts;
        this.idempotency = idempotency;
        this.programme = programme;
        this.config = config;
        this.outbox = outbox;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /** Uses a code for a till's bill. */
    Uni<Answer> redeem(Caller till, RedeemCodeRequest request, IdempotencyRequest key) {
        if (!till.mayActFor(request.storeId())) throw ProblemCode.STORE_NOT_ALLOWED.with();
        programme.requireStore(request.storeId());
        List<byte[]> hashes = hashes(request.code());
        return limited(till.presenceTerminal(), key, connection -> redeem(connection, hashes, request));
    }

    /** Gives a member the coupon of a code. */
    Uni<Answer> register(UUID memberId, RegisterCodeRequest request, IdempotencyRequest key) {
        List<byte[]> hashes = hashes(request.code());
        return limited("member:" + memberId, key, connection -> register(connection, memberId, hashes))
                .invoke(answer -> cards.invalidate(List.of(memberId)));
    }

    private List<byte[]> hashes(String typed) {
        return codes.hashes(PrintedCodes.normal(typed)
                .orElseThrow(() -> ProblemException.ofField("/code", "mistyped", "the code is not typed as printed")));
    }

    private Uni<Answer> limited(String subject, IdempotencyRequest key, Function<SqlConnection, Uni<?>> work) {
        int most = config.wrongCodesPerHour();
        // What failed before the code was looked at, or for another reason, was no wrong code.
        return attempts.count(KIND, most, subject)
                .chain(() -> idempotency
                        .run(key, CREATED, work)
                        .onFailure(ProblemException.class)
                        .call(failure -> attempts.giveBack(KIND, most, subject)))
                .call(answer -> isWrong(answer) ? Uni.createFrom().voidItem() : attempts.giveBack(KIND, most, subject));
    }

    /** No other refusal of what is done here has this status: the store is checked before. */
    private static boolean isWrong(Answer answer) {
        return answer.status() == ProblemCode.COUPON_CODE_INVALID.status();
    }

    private Uni<CodeRedemption> redeem(SqlConnection connection, List<byte[]> hashes, RedeemCodeRequest request) {
        // As precise as the database, so that a repeated answer is the same.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return ledger.redeem(connection, hashes, request, now)
                .invoke(good -> requireFit(good.template(), request, now))
                .chain(good -> {
                    CodeRedemption redemption = redemption(good.template(), request, now);
                    return announce(connection, good, redemption, now).replaceWith(redemption);
                });
    }

    private void requireFit(CouponTemplate template, RedeemCodeRequest request, Instant now) {
        CouponTerms terms = template.terms();
        CouponValidity.Period period = template.validity().periodFor(now, programme.zone());
        if (!template.issuesAt(now) || period == null) throw ProblemCode.COUPON_CODE_INVALID.with();
        if (now.isBefore(period.validFrom())) throw ProblemCode.COUPON_NOT_YET_VALID.with();
        UseRules.Bill bill = new UseRules.Bill(request.storeId(), request.channel(), request.amountFen());
        UseRules.byTerms(terms, bill)
                .or(() -> UseRules.atThisHour(terms, now, programme.zone()))
                .or(() -> UseRules.ofTier(terms, null, programme.current().tiers()))
                .ifPresent(refusal -> {
                    throw refusal;
                });
    }

    private CodeRedemption redemption(CouponTemplate template, RedeemCodeRequest request, Instant now) {
        return new CodeRedemption(
                template.code(),
                template.name(),
                template.terms().kind(),
                UseRules.discountFen(template.terms(), request.amountFen()),
                template.terms().exchangeDish(),
                request.storeId(),
                request.orderRef(),
                CouponDates.local(now, programme.zone()));
    }

    private Uni<Void> announce(SqlConnection connection, CodeLedger.Good good, CodeRedemption redemption, Instant now) {
        CodeRedeemedEvent event = new CodeRedeemedEvent(
                good.batchId(),
                redemption.templateCode(),
                redemption.storeId(),
                redemption.orderRef(),
                redemption.discountFen(),
                now);
        OutboxEvent message =
                new OutboxEvent(ids.next(), CodeRedeemedEvent.TOPIC, OutboxEvent.NOBODY, json.text(event), now);
        return outbox.append(connection, List.of(message));
    }

    private Uni<IssuedCoupon> register(SqlConnection connection, UUID memberId, List<byte[]> hashes) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return members.facts(connection, List.of(memberId))
                .invoke(facts -> StaffIssues.requireOpen(facts.get(memberId)))
                .chain(() -> ledger.register(connection, hashes, memberId, now))
                .map(good -> new IssueOrder(memberId, good.template(), CouponSource.CODE, good.ref(), "member", null))
                .chain(order -> issues.issue(connection, List.of(order))
                        .map(outcomes -> StaffIssues.issued(Objects.requireNonNull(outcomes.get(order.key())))));
    }
}
