package dev.huiyuan.coupon;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Members who get a coupon.
 *
 * @param memberIds the members; one who stands there twice gets one
 * @param reason the reason's code
 * @param compensation whether it makes good for something; false where it is absent
 */
record ListIssueRequest(
        @NotNull @Size(min = 1, max = CouponIssuer.MAX_ISSUES)
        List<@NotNull UUID> memberIds,

        @NotNull @Pattern(regexp = ReturnCouponRequest.REASON) @Schema(examples = "SPRING_CAMPAIGN")
        String reason,

        @Nullable @Schema(examples = "false") Boolean compensation) {}
