package dev.huiyuan.shared.approval;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something to ask a second person for.
 *
 * @param kind see {@link ApprovalKind#name}
 * @param memberId whom it concerns
 * @param storeId the store whose staff decide; null where it belongs to none
 * @param requestedBy who asks, such as {@code staff:<id>}
 * @param payload a record of ids, codes and figures, written as JSON; no personal data
 */
public record NewApproval(
        String kind, UUID memberId, @Nullable UUID storeId, String requestedBy, Object payload) {}
