package dev.huiyuan.benefit;

import dev.huiyuan.programme.Channel;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A member at a store.
 *
 * @param memberId the member
 * @param storeId the store
 * @param channel where the order comes from; the store where absent
 */
record BenefitCheckRequest(
        @NotNull @Schema(examples = "01980000-0000-7000-8000-0000000000aa")
        UUID memberId,

        @NotNull @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID storeId,

        @Nullable @Schema(examples = "STORE") Channel channel) {}
