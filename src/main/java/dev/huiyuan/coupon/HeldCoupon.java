package dev.huiyuan.coupon;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member's coupon with the terms that it was issued with.
 *
 * @param id its id
 * @param memberId whose
 * @param templateCode the template's code
 * @param name its name for people
 * @param description what it gives, for people
 * @param terms what it gives, and where
 * @param state where it is in its life, as stored
 * @param source why it was issued
 * @param issuedAt when
 * @param validFrom the first instant at which it can be used
 * @param expiresAt the first at which it cannot any more
 * @param use how it was used, if it was
 */
record HeldCoupon(
        UUID id,
        UUID memberId,
        String templateCode,
        String name,
        String description,
        CouponTerms terms,
        CouponState state,
        CouponSource source,
        Instant issuedAt,
        Instant validFrom,
        Instant expiresAt,
        @Nullable Use use) {
    /** Where, when, for which bill and, if the till said, for which amount, in fen, it was used. */
    record Use(
            Instant at, UUID storeId, String bill, @Nullable Long amountFen) {}

    /** The state at an instant: past its end it is expired, whether or not the sweep has marked it. */
    CouponState stateAt(Instant now) {
        return state == CouponState.ISSUED && !now.isBefore(expiresAt) ? CouponState.EXPIRED : state;
    }

    /**
     * Whether it was used for a bill already. The same bill with another amount is another one: what the coupon takes
     * off follows from the amount it was used for.
     */
    boolean isUsedFor(UUID storeId, String bill, @Nullable Long amountFen) {
        return use != null
                && use.storeId().equals(storeId)
                && use.bill().equals(bill)
                && Objects.equals(use.amountFen(), amountFen);
    }
}
