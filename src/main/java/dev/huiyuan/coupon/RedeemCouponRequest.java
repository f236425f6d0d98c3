package dev.huiyuan.coupon;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A bill that uses a coupon.
 *
 * @param presenceId the proof that the member is there, from resolving the member code
 * @param storeId where
 * @param orderRef the bill, as the till calls it; one bill a presence
 * @param channel the channel; needed where the coupon does not hold for every one
 * @param amountFen the bill, in fen; needed where the coupon depends on it
 */
record RedeemCouponRequest(
        @NotNull @Schema(examples = "01980000-0000-7000-8000-0000000000a1")
        UUID presenceId,

        @NotNull @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID storeId,

        @NotNull @Pattern(regexp = "^[\\x21-\\x7e]{1,100}$") @Schema(examples = "20261121-0042")
        String orderRef,

        @Nullable @Schema(examples = "STORE") CouponChannel channel,

        @Nullable @Min(0) @Max(CouponTemplateRequest.MAX_AMOUNT_FEN) @Schema(examples = "5800")
        Long amountFen) {}
