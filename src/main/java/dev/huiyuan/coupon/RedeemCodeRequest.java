package dev.huiyuan.coupon;

import dev.huiyuan.programme.Channel;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A bill that uses a printed code.
 *
 * @param code as it is printed, with or without the dashes
 * @param storeId where
 * @param orderRef the bill, as the till calls it, which does not begin with {@code order:}
 * @param channel the channel; needed where the coupon does not hold for every one
 * @param amountFen what of the bill the coupon is for, in fen, as in {@link RedeemCouponRequest}; needed where the coupon
 *     depends on it
 */
record RedeemCodeRequest(
        @NotNull @Pattern(regexp = CODE) @Schema(examples = "7KQW-3MXP-9ZTD-R5HK")
        String code,

        @NotNull @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID storeId,

        @NotNull @Pattern(regexp = CouponUseDetails.TILL_BILL) @Schema(examples = "20261121-0042")
        String orderRef,

        @Nullable @Schema(examples = "STORE") Channel channel,

        @Nullable @Min(0) @Max(CouponTemplateRequest.MAX_AMOUNT_FEN) @Schema(examples = "5800")
        Long amountFen) {
    /** What may be typed: letters and digits with dashes and spaces between them. */
    static final String CODE = "^[0-9A-Za-z][0-9A-Za-z -]{14,38}$";
}
