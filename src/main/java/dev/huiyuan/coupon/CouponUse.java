package dev.huiyuan.coupon;

import dev.huiyuan.identity.PresenceUse;
import dev.huiyuan.identity.Presences;
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
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Uses a member's coupon for a bill, once, where the member is present. */
@ApplicationScoped
class CouponUse {
    private static final int CREATED = 201;

    private final Presences presences;
    private final MemberDirectory members;
    private final MemberCards cards;
    private final CouponQueries coupons;
    private final UseLedger ledger;
    private final ProgrammeService programme;
    private final Idempotency idempotency;
    private final Outbox outbox;
    private final Json json;
    private final Ids ids;
    private final Clock clock;

    CouponUse(
            Presences presences,
            MemberDirectory members,
            MemberCards cards,
            CouponQueries coupons,
            UseLedger ledger,
            ProgrammeService programme,
            Idempotency idempotency,
            Outbox outbox,
            Json json,
            Ids ids,
            Clock clock) {
        this.presences = presences;
        this.members = members;
        this.cards = cards;
        this.coupons = coupons;
        this.ledger = ledger;
        this.programme = programme;
        this.idempotency = idempotency;
        this.outbox = outbox;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /** A till's wish to use a coupon. */
    record Command(Caller caller, UUID couponId, RedeemCouponRequest request) {
        UseRules.Bill bill() {
            return new UseRules.Bill(request.storeId(), request.channel(), request.amountFen());
        }
    }

    /** Uses a coupon and answers what it gives. */
    Uni<Answer> redeem(Command command, IdempotencyRequest key) {
        UUID storeId = command.request().storeId();
        if (!command.caller().mayActFor(storeId)) throw ProblemCode.STORE_NOT_ALLOWED.with();
        List<UUID> changed = new CopyOnWriteArrayList<>();
        return idempotency
                .run(
                        key,
                        CREATED,
                        connection -> use(connection, command).invoke(redemption -> changed.add(redemption.memberId())))
                .invoke(answer -> cards.invalidate(changed));
    }

    private Uni<CouponRedemption> use(SqlConnection connection, Command command) {
        // Within the work: a use that was answered is answered again though the store has closed since.
        programme.requireStore(command.request().storeId());
        return presentMember(connection, command)
                .chain(memberId -> coupons.one(connection, memberId, command.couponId()))
                .map(found -> found.orElseThrow(ProblemCode.COUPON_NOT_FOUND::with))
                .chain(coupon -> use(connection, command, coupon));
    }

    /** The member whose presence holds for this till and bill, confirmed. */
    private Uni<UUID> presentMember(SqlConnection connection, Command command) {
        RedeemCouponRequest request = command.request();
        return presences
                .member(connection, request.presenceId())
                .map(found -> found.orElseThrow(ProblemCode.PRESENCE_INVALID::with))
                .map(memberId -> new PresenceUse(
                        request.presenceId(),
                        memberId,
                        request.storeId(),
                        command.caller().presenceTerminal(),
                        request.orderRef()))
                .call(use -> presences.use(connection, List.of(use)).invoke(accepted -> {
                    if (!accepted.contains(use)) throw ProblemCode.PRESENCE_INVALID.with();
                }))
                .map(PresenceUse::memberId)
                .call(memberId -> requireConfirmed(connection, memberId));
    }

    private Uni<Void> requireConfirmed(SqlConnection connection, UUID memberId) {
        return members.facts(connection, List.of(memberId))
                .invoke(facts -> UseRules.refusal(facts.get(memberId)).ifPresent(refusal -> {
                    throw refusal;
                }))
                .replaceWithVoid();
    }

    private Uni<CouponRedemption> use(SqlConnection connection, Command command, HeldCoupon coupon) {
        RedeemCouponRequest request = command.request();
        // As precise as the database, so that a repeated answer is the same.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        HeldCoupon.Use before = coupon.use();
        // The same bill again under another key: what was done is answered, and nothing is done twice.
        if (before != null && isRepeated(coupon, request)) {
            return Uni.createFrom().item(redemption(command, coupon, before.at()));
        }
        UseRules.refusal(coupon, command.bill(), now).ifPresent(refusal -> {
            throw refusal;
        });
        UseLedger.Use use = new UseLedger.Use(
                coupon.memberId(),
                coupon.id(),
                request.storeId(),
                request.orderRef(),
                request.channel(),
                request.amountFen(),
                command.caller().actor());
        return ledger.use(connection, List.of(use), now)
                .chain(used -> used.isEmpty()
                        ? lost(connection, command, coupon)
                        : announced(connection, redemption(command, coupon, now), now));
    }

    private static boolean isRepeated(HeldCoupon coupon, RedeemCouponRequest request) {
        return coupon.isUsedFor(request.storeId(), request.orderRef(), request.amountFen());
    }

    /** Somebody else was first: the coupon is read again and judged as it is now. */
    private Uni<CouponRedemption> lost(SqlConnection connection, Command command, HeldCoupon coupon) {
        return coupons.one(connection, coupon.memberId(), coupon.id())
                .map(found -> found.orElseThrow(ProblemCode.COUPON_NOT_FOUND::with))
                .map(after -> {
                    HeldCoupon.Use use = after.use();
                    RedeemCouponRequest request = command.request();
                    if (use == null) throw ProblemCode.COUPON_NOT_USABLE.with();
                    if (!isRepeated(after, request)) throw ProblemCode.COUPON_ALREADY_USED.with();
                    return redemption(command, after, use.at());
                });
    }

    private Uni<CouponRedemption> announced(SqlConnection connection, CouponRedemption redemption, Instant now) {
        CouponUsedEvent event = new CouponUsedEvent(
                redemption.couponId(),
                redemption.memberId(),
                redemption.templateCode(),
                redemption.storeId(),
                redemption.orderRef(),
                redemption.discountFen(),
                now);
        OutboxEvent message =
                new OutboxEvent(ids.next(), CouponUsedEvent.TOPIC, redemption.memberId(), json.text(event), now);
        return outbox.append(connection, List.of(message)).replaceWith(redemption);
    }

    private CouponRedemption redemption(Command command, HeldCoupon coupon, Instant usedAt) {
        CouponTerms terms = coupon.terms();
        return new CouponRedemption(
                coupon.id(),
                coupon.memberId(),
                coupon.templateCode(),
                coupon.name(),
                terms.kind(),
                UseRules.discountFen(terms, command.request().amountFen()),
                terms.dishCode(),
                command.request().storeId(),
                command.request().orderRef(),
                CouponDates.local(usedAt, programme.zone()));
    }
}
