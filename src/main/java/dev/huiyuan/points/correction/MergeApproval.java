package dev.huiyuan.points.correction;

import dev.huiyuan.points.core.Approved;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.Merging;
import dev.huiyuan.shared.approval.Approval;
import dev.huiyuan.shared.approval.ApprovalKind;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.json.Json;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Merges of accounts. */
@ApplicationScoped
class MergeApproval implements ApprovalKind {
    static final String KIND = "points-merge";

    private final CorrectionBooking booking;
    private final MergeParts parts;
    private final Json json;

    MergeApproval(CorrectionBooking booking, MergeParts parts, Json json) {
        this.booking = booking;
        this.parts = parts;
        this.json = json;
    }

    /**
     * What is asked for.
     *
     * @param intoMemberId the account that goes on
     * @param reason why, a code
     */
    @RegisterForReflection
    record Payload(UUID intoMemberId, String reason) {}

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public Set<String> deciders() {
        return Set.of(Role.SERVICE, Role.ADMIN);
    }

    @Override
    public Uni<?> apply(SqlConnection connection, Approval approval, Caller approver) {
        Payload asked = payload(approval);
        Command command = new Merging.Merge(
                approval.memberId(),
                asked.intoMemberId(),
                CorrectionBooking.key(approval, EntryType.MERGE_OUT),
                approval.requestedBy(),
                asked.reason(),
                new Approved(approval.id(), approver.id()));
        return booking.book(connection, command)
                .call(entry -> parts.merged(connection, entry))
                .map(CorrectionBooking::result);
    }

    @Override
    public void afterCommit(Approval approval) {
        booking.afterCommit(List.of(approval.memberId(), payload(approval).intoMemberId()));
    }

    private Payload payload(Approval approval) {
        return json.read(approval.payload(), Payload.class);
    }
}
