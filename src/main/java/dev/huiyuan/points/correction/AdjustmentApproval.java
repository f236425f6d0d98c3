package dev.huiyuan.points.correction;

import dev.huiyuan.points.core.Approved;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.shared.approval.Approval;
import dev.huiyuan.shared.approval.ApprovalKind;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.json.Json;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Adjustments above what one person may do alone. */
@ApplicationScoped
class AdjustmentApproval implements ApprovalKind {
    static final String KIND = "points-adjustment";

    private final CorrectionBooking booking;
    private final Json json;

    AdjustmentApproval(CorrectionBooking booking, Json json) {
        this.booking = booking;
        this.json = json;
    }

    /**
     * What is asked for.
     *
     * @param points signed points
     * @param reason why, a code
     */
    @RegisterForReflection
    record Payload(long points, String reason) {}

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public Set<String> deciders() {
        return Set.of(Role.MANAGER, Role.REGIONAL, Role.SERVICE, Role.ADMIN);
    }

    /** The entry's actor is who asked; its explanation names the approval and who agreed. */
    @Override
    public Uni<?> apply(SqlConnection connection, Approval approval, Caller approver) {
        Payload asked = json.read(approval.payload(), Payload.class);
        Command command = new Command.Adjust(
                approval.memberId(),
                CorrectionBooking.key(approval, EntryType.ADJUSTMENT),
                approval.requestedBy(),
                asked.points(),
                asked.reason(),
                new Approved(approval.id(), approver.id()));
        return booking.book(connection, command).map(CorrectionBooking::result);
    }

    @Override
    public void afterCommit(Approval approval) {
        booking.afterCommit(approval);
    }
}
