package dev.huiyuan.points.core;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be asked of an account. */
public sealed interface Command {
    /** Whose account. */
    UUID memberId();

    /** What makes it happen once. */
    BusinessKey key();

    /** What is asked for under the key, in fen or points: the same content again is no conflict. Null for all. */
    @Nullable
    Long amount();

    /** Who asks, such as {@code staff:<id>}. */
    String actor();

    /** The entry that it refers to, if it does. */
    default @Nullable UUID referredEntryId() {
        return null;
    }

    /** How many points it may take from lots in spend order, at most, as far as that is known beforehand. */
    default long debit() {
        return 0;
    }

    /**
     * An order earns points.
     *
     * @param amountFen what was paid for goods, in fen; 0 is an order without points
     * @param occurredAt when
     * @param availableFrom when the points can be spent; null for at once
     * @param maxDaysBack how many days the order may lie back; null without limit
     */
    record Accrue(
            UUID memberId,
            BusinessKey key,
            String actor,
            long amountFen,
            Instant occurredAt,
            @Nullable Instant availableFrom,
            Channel channel,
            @Nullable UUID storeId,
            @Nullable String orderRef,
            @Nullable Integer maxDaysBack)
            implements Command {
        @Override
        public Long amount() {
            return amountFen;
        }
    }

    /**
     * Points are spent.
     *
     * @param points how many, at least 1
     * @param reason a code
     */
    record Redeem(
            UUID memberId,
            BusinessKey key,
            String actor,
            long points,
            String reason,
            @Nullable UUID storeId,
            @Nullable String orderRef)
            implements Command {
        @Override
        public Long amount() {
            return points;
        }

        @Override
        public long debit() {
            return points;
        }
    }

    /**
     * An order is refunded: what it earned is taken back.
     *
     * @param accrualId the entry of the accrual
     * @param amountFen what was refunded, in fen; null for all that is left
     * @param reason a code
     */
    record ReverseAccrual(
            UUID memberId,
            BusinessKey key,
            String actor,
            UUID accrualId,
            @Nullable Long amountFen,
            String reason) implements Command {
        @Override
        public @Nullable Long amount() {
            return amountFen;
        }

        @Override
        public UUID referredEntryId() {
            return accrualId;
        }
    }

    /**
     * A redemption is taken back: its points return.
     *
     * @param redemptionId the entry of the redemption
     * @param points how many points return; null for all that are left
     * @param reason a code
     */
    record ReverseRedemption(
            UUID memberId,
            BusinessKey key,
            String actor,
            UUID redemptionId,
            @Nullable Long points,
            String reason) implements Command {
        @Override
        public @Nullable Long amount() {
            return points;
        }

        @Override
        public UUID referredEntryId() {
            return redemptionId;
        }
    }
}
