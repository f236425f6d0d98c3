package dev.huiyuan.order;

import dev.huiyuan.coupon.CouponUseDetails;
import dev.huiyuan.order.pricing.Price;
import dev.huiyuan.points.OrderReference;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.programme.Channel;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order as it is stored, without its lines.
 *
 * @param memberId whose
 * @param id its id
 * @param state where it is in its life, as stored
 * @param version counts its changes
 * @param placed how it was placed
 * @param amounts what it comes to
 * @param price how its price came about, a JSON object
 * @param couponIds the coupons that it takes
 * @param benefitUses the uses of benefits that it takes
 * @param holdId the hold of its points, if it has or had one
 * @param booked what the ledger made of it, once it is settled
 * @param confirmation what it was confirmed with, if it was
 * @param returned what has come back
 * @param closedAt when it was cancelled, ran out of time or was refunded whole
 */
record OrderBill(
        UUID memberId,
        UUID id,
        OrderState state,
        int version,
        Placed placed,
        Amounts amounts,
        String price,
        List<UUID> couponIds,
        List<UUID> benefitUses,
        @Nullable UUID holdId,
        @Nullable Booked booked,
        @Nullable Asked confirmation,
        Returned returned,
        @Nullable Instant closedAt) {
    /**
     * How an order was placed.
     *
     * @param reference the store and what it calls the order
     * @param mayBeCancelled whether its points stay pending until it is completed
     * @param actor who reported it
     * @param occurredAt when it happened
     * @param at when it was placed
     * @param expiresAt until when it waits for its confirmation, if it does or did
     * @param asked the request
     */
    record Placed(
            OrderReference reference,
            Channel channel,
            boolean mayBeCancelled,
            String actor,
            Instant occurredAt,
            Instant at,
            @Nullable Instant expiresAt,
            Asked asked) {
        UUID storeId() {
            return reference.storeId();
        }

        /** The same order at another time. */
        Placed occurring(Instant other) {
            return new Placed(reference, channel, mayBeCancelled, actor, other, at, expiresAt, asked);
        }

        BusinessKey key() {
            return reference.accrualKey();
        }
    }

    /**
     * A request by which something was done: SHA-256 of what was asked for, and of the key under which it was asked.
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared with sameContent and sameRequest only.
    record Asked(byte[] content, byte[] request) {
        boolean sameContent(Asked other) {
            return Arrays.equals(content, other.content);
        }

        boolean sameRequest(Asked other) {
            return Arrays.equals(request, other.request);
        }
    }

    /**
     * What an order comes to, in fen and points.
     *
     * @param goodsFen the goods at their prices
     * @param feesFen delivery and packaging
     * @param discountFen what is taken off all of it
     * @param points points that pay
     * @param pointsFen what they are worth
     * @param paidFen what is paid with money
     * @param earningFen what of it earns points
     */
    record Amounts(
            long goodsFen, long feesFen, long discountFen, long points, long pointsFen, long paidFen, long earningFen) {
        static Amounts of(Price price) {
            return new Amounts(
                    price.goodsFen(),
                    price.delivery().grossFen() + price.packaging().grossFen(),
                    price.discountFen(),
                    price.pointsSpent(),
                    price.pointsFen(),
                    price.payableFen(),
                    price.goodsNetFen());
        }
    }

    /**
     * What the ledger made of an order.
     *
     * @param accountId whose account
     * @param accrualId the entry that earned
     * @param spendingId the entry that spent points, if any were
     * @param earnedPoints how many points were earned
     * @param pointsAfter what could be spent right after it
     * @param at when it was settled
     */
    record Booked(
            UUID accountId,
            UUID accrualId,
            @Nullable UUID spendingId,
            long earnedPoints,
            long pointsAfter,
            Instant at) {}

    /** What all refunds together brought back; none at first. */
    record Returned(int refunds, long fen, long earningFen, long points) {
        static final Returned NONE = new Returned(0, 0, 0, 0);
    }

    /** The state at an instant: a pending order past its time has run out of it, whether or not a job has marked it. */
    OrderState stateAt(Instant now) {
        return state == OrderState.PENDING && isLate(now) ? OrderState.TIMED_OUT : state;
    }

    /** Whether its time to be confirmed is over. */
    boolean isLate(Instant now) {
        return placed.expiresAt() != null && !now.isBefore(placed.expiresAt());
    }

    /** How coupons name the order. */
    String name() {
        return CouponUseDetails.order(id);
    }

    /** The order one change on. */
    OrderBill after(OrderState next, Returned back, @Nullable Instant closed) {
        return new OrderBill(
                memberId,
                id,
                next,
                version + 1,
                placed,
                amounts,
                price,
                couponIds,
                benefitUses,
                holdId,
                booked,
                confirmation,
                back,
                closed);
    }

    /** The order as it was when it was settled. */
    OrderBill asSettled() {
        return after(OrderState.SETTLED, Returned.NONE, null);
    }

    /** What the ledger made of it, which is known to be settled. */
    Booked requireBooked() {
        return Objects.requireNonNull(booked, "an order that is not settled");
    }

    /** What it was confirmed with, which is known to be so. */
    Asked requireConfirmation() {
        return Objects.requireNonNull(confirmation, "an order that was not confirmed");
    }
}
