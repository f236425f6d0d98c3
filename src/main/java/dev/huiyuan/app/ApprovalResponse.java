package dev.huiyuan.app;

import dev.huiyuan.shared.approval.Approval;
import dev.huiyuan.shared.approval.ApprovalState;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Something that a second person has to agree to.
 *
 * @param id which
 * @param kind what is asked for
 * @param memberId whom it concerns
 * @param storeId the store whose staff decide, if it belongs to one
 * @param requestedBy who asked
 * @param requestedAt when
 * @param expiresAt the first instant at which it can no longer be decided
 * @param payload what is asked for, by kind
 * @param state where it stands
 * @param decidedBy who decided, if somebody did
 * @param decidedAt when
 * @param reason why, a code
 * @param result what came of it, by kind; absent unless approved
 */
@RegisterForReflection
@Schema(name = "Approval")
record ApprovalResponse(
        @Schema(examples = "01980000-0000-7000-8000-0000000000ee")
        UUID id,

        @Schema(examples = "points-claim") String kind,

        @Schema(examples = "01980000-0000-7000-8000-0000000000aa")
        UUID memberId,

        @Nullable UUID storeId,

        @Schema(examples = "member:01980000-0000-7000-8000-0000000000aa")
        String requestedBy,

        @Schema(examples = "2026-11-21T12:30:00+08:00") OffsetDateTime requestedAt,
        @Schema(examples = "2026-11-28T12:30:00+08:00") OffsetDateTime expiresAt,

        @Schema(examples = "{\"orderRef\": \"A-20261121-0042\", \"amountFen\": 5800}")
        Map<String, Object> payload,

        ApprovalState state,
        @Nullable String decidedBy,
        @Nullable OffsetDateTime decidedAt,
        @Nullable String reason,

        @Schema(examples = "{\"entryId\": \"01980000-0000-7000-8000-0000000000cc\"}") @Nullable
        Map<String, Object> result) {
    static ApprovalResponse of(Approval approval, ZoneId zone) {
        return new ApprovalResponse(
                approval.id(),
                approval.kind(),
                approval.memberId(),
                approval.storeId(),
                approval.requestedBy(),
                approval.requestedAt().atZone(zone).toOffsetDateTime(),
                approval.expiresAt().atZone(zone).toOffsetDateTime(),
                new JsonObject(approval.payload()).getMap(),
                approval.state(),
                approval.decidedBy(),
                approval.decidedAt() == null
                        ? null
                        : approval.decidedAt().atZone(zone).toOffsetDateTime(),
                approval.reason(),
                approval.result() == null ? null : new JsonObject(approval.result()).getMap());
    }
}
