package dev.huiyuan.coupon;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A batch of printed codes.
 *
 * @param templateId the template whose coupons the codes are good for
 * @param name what it is for
 * @param size how many codes
 */
record CodeBatchRequest(
        @NotNull @Schema(examples = "01980000-0000-7000-8000-000000000106")
        UUID templateId,

        @NotBlank @Size(max = 60) @Schema(examples = "春节传单") String name,

        @NotNull @Min(1) @Max(MAX_SIZE) @Schema(examples = "5000")
        Integer size) {
    static final int MAX_SIZE = 100_000;
}
