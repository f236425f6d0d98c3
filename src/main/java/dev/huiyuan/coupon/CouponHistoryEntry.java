package dev.huiyuan.coupon;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One step of a coupon's life.
 *
 * @param step its number, from 1 on
 * @param type what happened
 * @param occurredAt when
 * @param actor who did it, for staff only
 * @param storeId where, if anywhere
 * @param ref for which order, bill or source, if any
 * @param reason the reason's code, if one was given
 */
record CouponHistoryEntry(
        @Schema(minimum = "1", maximum = "1000", examples = "2")
        int step,

        @Schema(examples = "USED") CouponStep.Type type,
        OffsetDateTime occurredAt,
        @Nullable @Schema(examples = "system") String actor,
        @Nullable UUID storeId,
        @Nullable @Schema(examples = "20261121-0042") String ref,
        @Nullable @Schema(examples = "REFUND") String reason) {
    /** What the member may see of it. */
    CouponHistoryEntry forMember() {
        return new CouponHistoryEntry(step, type, occurredAt, null, storeId, ref, reason);
    }
}
