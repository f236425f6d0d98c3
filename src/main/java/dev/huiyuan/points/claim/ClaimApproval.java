package dev.huiyuan.points.claim;

import dev.huiyuan.points.OrderReference;
import dev.huiyuan.points.writer.LedgerAnswer;
import dev.huiyuan.programme.Channel;
import dev.huiyuan.shared.approval.Approval;
import dev.huiyuan.shared.approval.ApprovalKind;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Claims that staff of the store decide: who approves, credits the order as it was claimed. */
@ApplicationScoped
class ClaimApproval implements ApprovalKind {
    static final String KIND = "points-claim";
    /** Whose account it went to: another one's after a merge. */
    private static final String MEMBER_ID = "memberId";

    private final ClaimTable claims;
    private final ClaimKeys keys;
    private final ClaimBooking booking;
    private final Json json;

    ClaimApproval(ClaimTable claims, ClaimKeys keys, ClaimBooking booking, Json json) {
        this.claims = claims;
        this.keys = keys;
        this.booking = booking;
        this.json = json;
    }

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public Set<String> deciders() {
        return Set.of(Role.MANAGER, Role.REGIONAL, Role.SERVICE, Role.ADMIN);
    }

    @Override
    public Uni<?> apply(SqlConnection connection, Approval approval, Caller approver) {
        ClaimReview review = json.read(approval.payload(), ClaimReview.class);
        Claim claim = claim(approval, review);
        return keys.report(connection, claim)
                .chain(report -> booking.book(connection, order(claim, report.orElse(null), approver)))
                .invoke(ClaimApproval::requireNew)
                .call(booked -> claims.credit(
                        connection, claim.memberId(), claim.id(), booked.entry().id()))
                .map(booked -> Map.of(
                        "entryId",
                        booked.entry().id(),
                        MEMBER_ID,
                        booked.entry().memberId(),
                        "points",
                        booked.entry().points()));
    }

    /** As it was claimed; the till may have reported it since. */
    private static ClaimBooking.Order order(Claim claim, @Nullable UnclaimedOrder report, Caller approver) {
        Channel channel = report == null ? Channel.STORE : report.channel();
        return new ClaimBooking.Order(claim, report, channel, claim.occurredAt(), approver.actor());
    }

    private static Claim claim(Approval approval, ClaimReview review) {
        return new Claim(
                review.claimId(),
                approval.memberId(),
                new OrderReference(
                        Objects.requireNonNull(approval.storeId()), review.orderRef(), review.businessDate()),
                review.amountFen(),
                review.occurredAt(),
                approval.requestedAt(),
                ClaimState.IN_REVIEW,
                approval.id(),
                null);
    }

    /** Also what the member has already is not credited by this decision. */
    private static void requireNew(LedgerAnswer.Booked booked) {
        if (booked.replayed()) throw ProblemCode.ORDER_ALREADY_CREDITED.with();
    }

    @Override
    public Uni<Void> reject(SqlConnection connection, Approval approval) {
        return claims.close(connection, List.of(approval.id()), ClaimState.REJECTED);
    }

    @Override
    public Uni<Void> expire(SqlConnection connection, List<Approval> approvals) {
        return claims.close(connection, approvals.stream().map(Approval::id).toList(), ClaimState.EXPIRED);
    }

    @Override
    public void afterCommit(Approval approval) {
        JsonObject result = new JsonObject(Objects.requireNonNull(approval.result()));
        booking.afterCommit(UUID.fromString(result.getString(MEMBER_ID)));
    }
}
