package dev.huiyuan.coupon;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A batch of printed codes.
 *
 * @param id its id
 * @param templateId the template whose coupons the codes are good for
 * @param name what it is for
 * @param size how many codes
 * @param state whether its codes are made, good or ended
 * @param createdAt when it was created
 * @param exportedAt when its codes were exported
 * @param endedAt when it was ended
 */
record CodeBatchResponse(
        UUID id,
        UUID templateId,
        @Schema(examples = "春节传单") String name,

        @Schema(minimum = "1", maximum = "100000", examples = "5000")
        int size,

        @Schema(examples = "CREATED") CodeBatchState state,
        OffsetDateTime createdAt,
        @Nullable OffsetDateTime exportedAt,
        @Nullable OffsetDateTime endedAt) {}
