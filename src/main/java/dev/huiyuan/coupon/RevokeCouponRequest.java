package dev.huiyuan.coupon;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A coupon that is taken away.
 *
 * @param memberId whose coupon
 * @param reason the reason's code
 */
record RevokeCouponRequest(
        @NotNull @Schema(examples = "01980000-0000-7000-8000-0000000000b1")
        UUID memberId,

        @NotNull @Pattern(regexp = ReturnCouponRequest.REASON) @Schema(examples = "ISSUED_BY_MISTAKE")
        String reason) {}
