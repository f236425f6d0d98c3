package dev.huiyuan.coupon;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who bears what a coupon takes off, for reports.
 *
 * @param bearer the kind of bearer
 * @param partnerCode the partner's code where a partner does; null otherwise
 */
public record CouponCost(
        @NotNull @Schema(examples = "PARTNER") Bearer bearer,

        @Nullable @Pattern(regexp = "^[A-Z0-9][A-Z0-9-]{0,39}$") @Schema(examples = "MEITUAN")
        String partnerCode) {
    /** The brand bears it. */
    public static final CouponCost BRAND = new CouponCost(Bearer.BRAND, null);

    /** Who may bear it. */
    @Schema(name = "CouponCostBearer")
    public enum Bearer {
        BRAND,
        /** The store where it is used. */
        STORE,
        PARTNER
    }
}
