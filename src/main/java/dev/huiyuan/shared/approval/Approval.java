package dev.huiyuan.shared.approval;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a second person has to agree to.
 *
 * @param id which
 * @param kind what is asked for, see {@link ApprovalKind#name}
 * @param memberId whom it concerns
 * @param storeId the store whose staff decide; null where it belongs to none
 * @param requestedBy who asked, such as {@code staff:<id>}
 * @param requestedAt when
 * @param expiresAt the first instant at which it can no longer be decided
 * @param payload what is asked for, a JSON object
 * @param state where it stands
 * @param decidedBy who decided, if somebody did
 * @param decidedAt when
 * @param reason why, a code
 * @param result what came of it, a JSON object; null unless approved
 * @param version 1 while nothing has changed
 */
public record Approval(
        UUID id,
        String kind,
        UUID memberId,
        @Nullable UUID storeId,
        String requestedBy,
        Instant requestedAt,
        Instant expiresAt,
        String payload,
        ApprovalState state,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String reason,
        @Nullable String result,
        int version) {}
