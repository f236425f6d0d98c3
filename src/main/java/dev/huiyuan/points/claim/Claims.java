package dev.huiyuan.points.claim;

import dev.huiyuan.points.BookedResponse;
import dev.huiyuan.points.OrderTimes;
import dev.huiyuan.points.writer.LedgerAnswer;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.approval.Approvals;
import dev.huiyuan.shared.approval.NewApproval;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Done;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Claims of members. Locks are taken in this order: the idempotency key, the member's count of the day, the order's
 * number, its business key, the account.
 */
@ApplicationScoped
class Claims {
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;

    private final ClaimTable claims;
    private final ClaimKeys keys;
    private final ClaimBooking booking;
    private final Approvals approvals;
    private final Idempotency idempotency;
    private final ProgrammeService programme;
    private final ClaimConfig config;
    private final Pool pool;
    private final Ids ids;
    private final Clock clock;

    Claims(
            ClaimTable claims,
            ClaimKeys keys,
            ClaimBooking booking,
            Approvals approvals,
            Idempotency idempotency,
            ProgrammeService programme,
            ClaimConfig config,
            Pool pool,
            Ids ids,
            Clock clock) {
        this.claims = claims;
        this.keys = keys;
        this.booking = booking;
        this.approvals = approvals;
        this.idempotency = idempotency;
        this.programme = programme;
        this.config = config;
        this.pool = pool;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Who claims.
     *
     * @param changed whose points changed: another account's where the member's was merged into it
     */
    private record Asker(Caller caller, Locale language, List<UUID> changed) {
        String actor() {
            return caller.actor();
        }
    }

    /** A claim on its way, with what the till reported. */
    private record Case(Claim claim, @Nullable UnclaimedOrder report, Asker asker) {
        ClaimReview review(ClaimDoubt doubt) {
            return ClaimReview.of(claim, doubt, report);
        }
    }

    /**
     * Claims an order for the calling member.
     *
     * @return 201 with what was booked for an exact match, 200 where the member has it already, else 202 with the claim
     *     that staff decide; problems {@code store-unknown}, {@code occurred-at-in-future},
     *     {@code business-date-out-of-range}, {@code amount-too-large},
     *     {@code too-many-requests}, {@code member-closed}, {@code points-limit-reached}
     */
    Uni<Answer> claim(Caller caller, ClaimRequest request, IdempotencyRequest key) {
        Asker asker = new Asker(caller, key.problems().language(), new CopyOnWriteArrayList<>());
        return idempotency
                .run(key, connection -> claim(connection, asker, request))
                .invoke(answer -> asker.changed().forEach(booking::afterCommit));
    }

    private Uni<Done> claim(SqlConnection connection, Asker asker, ClaimRequest request) {
        programme.requireStore(request.storeId());
        Claim claim = new Claim(
                ids.next(),
                asker.caller().id(),
                request.reference(),
                request.amountFen(),
                OrderTimes.of(request.occurredAt(), "/occurredAt"),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                ClaimState.IN_REVIEW,
                null,
                null);
        refuseUnbelievable(claim);
        return count(connection, claim)
                .chain(() -> keys.report(connection, claim))
                .chain(report -> settle(connection, new Case(claim, report.orElse(null), asker)));
    }

    /** What no order can be, whatever tills reported. */
    private void refuseUnbelievable(Claim claim) {
        Programme.Earning rules = programme.current().earning();
        OrderTimes.refuseFuture(claim.occurredAt(), claim.claimedAt(), rules);
        LocalDate day = LocalDate.ofInstant(claim.occurredAt(), programme.zone());
        OrderTimes.refuseFar(claim.reference().businessDate(), day);
        if (claim.amountFen() > rules.maxAmountFen()) throw ProblemCode.AMOUNT_TOO_LARGE.with();
    }

    private Uni<Void> count(SqlConnection connection, Claim claim) {
        ZoneId zone = programme.zone();
        LocalDate today = LocalDate.ofInstant(claim.claimedAt(), zone);
        return claims.count(connection, claim.memberId(), today, config.perDay())
                .invoke(counted -> {
                    if (!counted) throw tomorrow(claim.claimedAt(), today, zone);
                })
                .replaceWithVoid();
    }

    private static ProblemException tomorrow(Instant now, LocalDate today, ZoneId zone) {
        Instant midnight = today.plusDays(1).atStartOfDay(zone).toInstant();
        return ProblemCode.TOO_MANY_REQUESTS
                .with()
                .retryAfter((int) Duration.between(now, midnight).toSeconds() + 1);
    }

    private Uni<Done> settle(SqlConnection connection, Case asked) {
        @Nullable UnclaimedOrder report = asked.report();
        @Nullable
        ClaimDoubt doubt = ClaimRules.doubt(asked.claim(), report, config.claimableFor(), config.timeTolerance());
        if (report == null || doubt != null) {
            return review(connection, asked, doubt == null ? ClaimDoubt.NOT_REPORTED : doubt);
        }
        ClaimBooking.Order order = new ClaimBooking.Order(
                asked.claim(),
                report,
                report.channel(),
                report.occurredAt(),
                asked.asker().actor());
        return booking.book(connection, order)
                .chain(booked -> credited(connection, asked, booked))
                .onFailure(Claims::isCreditedAlready)
                .recoverWithUni(() -> review(connection, asked, ClaimDoubt.ALREADY_CREDITED));
    }

    private static boolean isCreditedAlready(Throwable failure) {
        return failure instanceof ProblemException refusal && refusal.code() == ProblemCode.ORDER_ALREADY_CREDITED;
    }

    private Uni<Done> credited(SqlConnection connection, Case asked, LedgerAnswer.Booked booked) {
        Done done = new Done(
                booked.status(),
                BookedResponse.of(
                        booked.entry(), programme.zone(), asked.asker().language()));
        if (booked.status() != CREATED) return Uni.createFrom().item(done);
        asked.asker().changed().add(booked.entry().memberId());
        return claims.insert(connection, asked.claim().credited(booked.entry().id()))
                .replaceWith(done);
    }

    /** The same answer whatever the doubt: it must not tell which orders there are. */
    private Uni<Done> review(SqlConnection connection, Case asked, ClaimDoubt doubt) {
        return claims.waiting(connection, asked.claim())
                .chain(waiting ->
                        waiting.isPresent() ? Uni.createFrom().item(waiting.get()) : open(connection, asked, doubt))
                .map(claim -> new Done(ACCEPTED, ClaimResponse.of(claim, programme.zone())));
    }

    private Uni<Claim> open(SqlConnection connection, Case asked, ClaimDoubt doubt) {
        Claim claim = asked.claim();
        NewApproval review = new NewApproval(
                ClaimApproval.KIND,
                claim.memberId(),
                claim.reference().storeId(),
                asked.asker().actor(),
                asked.review(doubt));
        return approvals
                .open(connection, review)
                .map(approval -> claim.inReview(approval.id()))
                .call(waiting -> claims.insert(connection, waiting));
    }

    /** A member's claims, newest first; problem {@code cursor-invalid}. */
    Uni<Page<ClaimResponse>> list(UUID memberId, int limit, @Nullable String cursor) {
        ZoneId zone = programme.zone();
        return claims.page(pool, memberId, Cursor.decode(cursor), limit + 1)
                .map(rows -> Page.of(rows, limit, Claim::id).map(claim -> ClaimResponse.of(claim, zone)));
    }
}
