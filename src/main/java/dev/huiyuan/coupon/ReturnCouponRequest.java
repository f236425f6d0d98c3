package dev.huiyuan.coupon;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A bill that gives its coupon back, because it was refunded.
 *
 * @param memberId whose coupon, as its use answered it
 * @param storeId where it was used
 * @param orderRef the bill that used it
 * @param reason the reason's code
 */
record ReturnCouponRequest(
        @NotNull @Schema(examples = "01980000-0000-7000-8000-0000000000b1")
        UUID memberId,

        @NotNull @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID storeId,

        @NotNull @Pattern(regexp = "^[\\x21-\\x7e]{1,100}$") @Schema(examples = "20261121-0042")
        String orderRef,

        @NotNull @Pattern(regexp = REASON) @Schema(examples = "REFUND")
        String reason) {
    /** How a reason's code looks. */
    static final String REASON = "^[A-Z0-9][A-Z0-9_-]{0,39}$";
}
