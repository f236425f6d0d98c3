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
 * A bill that uses a coupon.
 *
 * @param presenceId the proof that the member is there, from resolving the member code
 * @param storeId where
 * @param orderRef the bill, as the till calls it, which does not begin with {@code order:}; one bill a presence
 * @param channel the channel; needed where the coupon does not hold for every one
 * @param amountFen what of the bill the coupon is for, in fen; needed where the coupon depends on it. Lines are not known
 *     here: where a coupon holds for some dishes only, the till says what those come to; orders find it out themselves
 */
record RedeemCouponRequest(
        @NotNull @Schema(examples = "01980000-0000-7000-8000-0000000000a1")
        UUID presenceId,

        @NotNull @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID storeId,

        @NotNull @Pattern(regexp = CouponUseDetails.TILL_BILL) @Schema(examples = "20261121-0042")
        String orderRef,

        @Nullable @Schema(examples = "STORE") Channel channel,

        @Nullable @Min(0) @Max(CouponTemplateRequest.MAX_AMOUNT_FEN) @Schema(examples = "5800")
        Long amountFen) {}
