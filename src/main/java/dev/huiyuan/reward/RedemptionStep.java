package dev.huiyuan.reward;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A step of a redemption.
 *
 * @param type what happened
 * @param occurredAt when
 * @param by who did it: the kind of caller
 * @param storeId where, if known
 * @param reason why, a code
 */
record RedemptionStep(
        @Schema(examples = "RESERVED") RedemptionState type,
        OffsetDateTime occurredAt,
        @Schema(examples = "member") String by,
        @Nullable UUID storeId,
        @Nullable @Schema(examples = "CHANGED_MIND") String reason) {}
