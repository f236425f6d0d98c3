package dev.huiyuan.reward;

import dev.huiyuan.coupon.CouponPromise;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A redemption as it is stored.
 *
 * @param memberId whose
 * @param id its id
 * @param requestId what the member asked for, by the request's key
 * @param item what was redeemed, as it was then
 * @param state where it is
 * @param place where it is redeemed
 * @param booking its points in the ledger
 * @param given what was given
 * @param times when what happened
 * @param steps how many steps it has taken
 */
record Redemption(
        UUID memberId,
        UUID id,
        UUID requestId,
        Item item,
        RedemptionState state,
        RedemptionPlace place,
        Booking booking,
        Given given,
        Times times,
        int steps) {
    /**
     * What was redeemed, at its price then.
     *
     * @param priceFen money besides, in fen
     */
    record Item(UUID id, String code, String name, RewardKind kind, long points, long priceFen) {}

    /**
     * Points in the ledger.
     *
     * @param holdId the hold; null where they were spent at once
     * @param entryId the entry that spent them; null before
     * @param availableAfter what the member could spend right after
     */
    record Booking(@Nullable UUID holdId, @Nullable UUID entryId, long availableAfter) {}

    /**
     * What was given, and what proves who may fetch it.
     *
     * @param voucherId the code of a pool; set aside before it is seen
     * @param promise the coupon that was promised, where one waits to be paid; it stays with what was given
     * @param pickup the pick-up code's hash; null where none is valid
     */
    record Given(
            @Nullable UUID couponId,
            @Nullable String drawCode,
            @Nullable Long ticketNumber,
            @Nullable UUID voucherId,
            @Nullable CouponPromise promise,
            @Nullable PickupHash pickup) {
        static Given nothing() {
            return new Given(null, null, null, null, null, null);
        }

        /** Set aside until it is asked for. */
        static Given aside(@Nullable UUID voucherId, @Nullable CouponPromise promise) {
            return new Given(null, null, null, voucherId, promise, null);
        }

        Given withPickup(PickupHash next) {
            return new Given(couponId, drawCode, ticketNumber, voucherId, promise, next);
        }

        Given withCoupon(UUID coupon) {
            return new Given(coupon, drawCode, ticketNumber, voucherId, promise, null);
        }

        Given withTicket(String draw, long number) {
            return new Given(couponId, draw, number, voucherId, promise, null);
        }

        Given handedOver() {
            return new Given(couponId, drawCode, ticketNumber, voucherId, promise, null);
        }
    }

    /** A hash with the id of its key. */
    record PickupHash(String keyId, byte[] hash) {}

    /**
     * When.
     *
     * @param expiresAt until when it is reserved, exclusive; null where it never was
     * @param endedAt when it was cancelled or expired
     */
    record Times(
            Instant redeemedAt,
            @Nullable Instant expiresAt,
            @Nullable Instant fulfilledAt,
            @Nullable Instant endedAt) {}

    /** The state at an instant: a reservation ends by itself, whether or not the sweep has come by. */
    RedemptionState stateAt(Instant now) {
        boolean over = state == RedemptionState.RESERVED
                && Optional.ofNullable(times.expiresAt)
                        .filter(end -> !now.isBefore(end))
                        .isPresent();
        return over ? RedemptionState.EXPIRED : state;
    }
}
