package dev.huiyuan.coupon;

import dev.huiyuan.programme.Channel;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member's coupon with the terms of the version that it was issued from.
 *
 * @param memberId whose
 * @param id its id
 * @param templateId the template
 * @param templateVersion the version
 * @param templateCode the template's code
 * @param name its name for people
 * @param description what it gives, for people
 * @param terms what it gives, and when
 * @param state where it is in its life, as stored; {@link #stateAt} says where it is at an instant
 * @param steps how many steps its life has had
 * @param source why it was issued
 * @param issuedAt when
 * @param validFrom the first instant at which it can be used
 * @param expiresAt the first at which it cannot any more
 * @param graceGiven whether a refund has lengthened its life
 * @param lock for which order it is reserved, if it is
 * @param use how it was used, if it was
 * @param endedAt when it expired or was revoked, if it was
 */
public record OwnedCoupon(
        UUID memberId,
        UUID id,
        UUID templateId,
        int templateVersion,
        String templateCode,
        String name,
        String description,
        CouponTerms terms,
        CouponState state,
        int steps,
        CouponSource source,
        Instant issuedAt,
        Instant validFrom,
        Instant expiresAt,
        boolean graceGiven,
        @Nullable Lock lock,
        @Nullable Use use,
        @Nullable Instant endedAt) {
    /**
     * A reservation.
     *
     * @param by the order, as the one who locked it named it
     * @param until until when it holds, exclusive
     */
    public record Lock(String by, Instant until) {}

    /**
     * How a coupon was used.
     *
     * @param at when
     * @param storeId where
     * @param bill for which bill or order
     * @param channel through which channel, where that is known
     * @param amountFen for which amount, in fen, where the till said
     * @param discountFen what it took off, in fen, where that is known
     */
    public record Use(
            Instant at,
            UUID storeId,
            String bill,
            @Nullable Channel channel,
            @Nullable Long amountFen,
            @Nullable Long discountFen) {}

    /** Its key. */
    public CouponRef ref() {
        return new CouponRef(memberId, id);
    }

    /**
     * The state at an instant: a lock past its time counts as free, and what is past its end is expired, whether or not a
     * sweep has marked it.
     */
    public CouponState stateAt(Instant now) {
        CouponState free = lock != null && !now.isBefore(lock.until()) ? CouponState.ISSUED : state;
        return free == CouponState.ISSUED && !now.isBefore(expiresAt) ? CouponState.EXPIRED : free;
    }

    /** Who holds it at an instant; null where nobody does. */
    public @Nullable String lockedBy(Instant now) {
        return lock != null && now.isBefore(lock.until()) ? lock.by() : null;
    }

    /**
     * Whether it was used for a bill already. The same bill with another amount is another one: what the coupon takes
     * off follows from the amount it was used for.
     */
    boolean isUsedFor(UUID storeId, String bill, @Nullable Long amountFen) {
        return use != null && isUsedAt(storeId, bill) && Objects.equals(use.amountFen(), amountFen);
    }

    /** Whether it was used for a bill, whatever its amount. */
    boolean isUsedAt(UUID storeId, String bill) {
        return use != null && use.storeId().equals(storeId) && use.bill().equals(bill);
    }

    private OwnedCoupon stepped(
            CouponState next, @Nullable Lock nextLock, @Nullable Use nextUse, @Nullable Instant end) {
        return new OwnedCoupon(
                memberId,
                id,
                templateId,
                templateVersion,
                templateCode,
                name,
                description,
                terms,
                next,
                steps + 1,
                source,
                issuedAt,
                validFrom,
                expiresAt,
                graceGiven,
                nextLock,
                nextUse,
                end);
    }

    /** The same coupon one step on, for an order. */
    OwnedCoupon locked(Lock next) {
        return stepped(CouponState.LOCKED, next, null, null);
    }

    /** The same coupon one step on, free. */
    OwnedCoupon unlocked() {
        return stepped(CouponState.ISSUED, null, null, null);
    }

    /** The same coupon one step on, used. */
    OwnedCoupon used(Use next) {
        return stepped(CouponState.USED, null, next, null);
    }

    /** The same coupon one step on, taken away. */
    OwnedCoupon revoked(Instant at) {
        return stepped(CouponState.REVOKED, null, null, at);
    }

    /** The same coupon one step on, back from its bill and with another end where grace moved it. */
    OwnedCoupon returned(Instant end) {
        return new OwnedCoupon(
                memberId,
                id,
                templateId,
                templateVersion,
                templateCode,
                name,
                description,
                terms,
                CouponState.ISSUED,
                steps + 1,
                source,
                issuedAt,
                validFrom,
                end,
                graceGiven || !end.equals(expiresAt),
                null,
                null,
                null);
    }
}
