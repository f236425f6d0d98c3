package dev.huiyuan.coupon;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A coupon that staff issue.
 *
 * @param templateCode of which template
 * @param reason the reason's code
 * @param compensation whether it makes good for something; false where it is absent
 * @param presenceId the proof that the member is there, from resolving the member code; needed from clerks
 * @param storeId where the member is; needed from clerks
 */
record StaffIssueRequest(
        @NotNull @Pattern(regexp = "^[A-Z0-9][A-Z0-9-]{0,39}$") @Schema(examples = "DRINK")
        String templateCode,

        @NotNull @Pattern(regexp = ReturnCouponRequest.REASON) @Schema(examples = "LONG_WAIT")
        String reason,

        @Nullable @Schema(examples = "true") Boolean compensation,

        @Nullable @Schema(examples = "01980000-0000-7000-8000-0000000000a1")
        UUID presenceId,

        @Nullable @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID storeId) {}
