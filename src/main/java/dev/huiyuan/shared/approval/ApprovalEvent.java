package dev.huiyuan.shared.approval;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of an approval.
 *
 * @param approvalId which
 * @param kind what was asked for
 * @param storeId the store whose staff decide
 * @param state where it stands now
 * @param requestedBy who asked
 * @param decidedBy who decided, if somebody did
 * @param reason why, a code
 * @param occurredAt when
 */
@RegisterForReflection
record ApprovalEvent(
        UUID approvalId,
        String kind,
        @Nullable UUID storeId,
        ApprovalState state,
        String requestedBy,
        @Nullable String decidedBy,
        @Nullable String reason,
        Instant occurredAt) {
    static final String REQUESTED = "approval.requested.v1";
    static final String DECIDED = "approval.decided.v1";
    static final String EXPIRED = "approval.expired.v1";

    static ApprovalEvent of(Approval approval, Instant occurredAt) {
        return new ApprovalEvent(
                approval.id(),
                approval.kind(),
                approval.storeId(),
                approval.state(),
                approval.requestedBy(),
                approval.decidedBy(),
                approval.reason(),
                occurredAt);
    }
}
