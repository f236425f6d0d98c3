package dev.huiyuan.coupon;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A printed code that a member registers.
 *
 * @param code as it is printed, with or without the dashes
 */
record RegisterCodeRequest(
        @NotNull @Pattern(regexp = RedeemCodeRequest.CODE) @Schema(examples = "7KQW-3MXP-9ZTD-R5HK")
        String code) {}
