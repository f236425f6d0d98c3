package dev.huiyuan.points.core;

import dev.huiyuan.programme.Channel;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be asked of an account. */
public sealed interface Command
        permits Command.Accrue,
                Command.Complete,
                Command.ReverseAccrual,
                Command.Redeem,
                Command.ReverseRedemption,
                Command.Hold,
                Command.Settling,
                Command.Adjust,
                Command.Freeze,
                Command.Paired,
                Together {
    /** Whose account. */
    UUID memberId();

    /** What makes it happen once. */
    BusinessKey key();

    /** Another key that the command takes together with its own, for the same entry; null for most. */
    default @Nullable BusinessKey alias() {
        return null;
    }

    /** What is asked for under the key, in fen or points: the same content again is no conflict. Null for all. */
    @Nullable
    Long amount();

    /** Who asks, such as {@code staff:<id>}. */
    String actor();

    /** The accounts that it moves points between. */
    default List<UUID> accountIds() {
        return List.of(memberId());
    }

    /** The entries that it refers to. */
    default List<Reference> references() {
        return List.of();
    }

    /** How many points it may take from lots in spend order, at most, as far as that is known beforehand. */
    default long debit() {
        return 0;
    }

    /** The commands that it is made of, in their order: itself, unless it is several. */
    default List<Command> parts() {
        return List.of(this);
    }

    /** The last of them, whose key, entry and answer stand for all of it. */
    default Command main() {
        return this;
    }

    /**
     * The same command on the account that answers now for the one it names, which was merged; null where a command
     * does not follow a merge.
     */
    default @Nullable Command on(UUID holder) {
        return null;
    }

    /** A command that moves points between two accounts: both are locked, both get an entry. */
    sealed interface Paired extends Command permits Transfer, ReverseTransfer, Merging {
        /** The other account. */
        UUID otherId();

        @Override
        default List<UUID> accountIds() {
            return List.of(memberId(), otherId());
        }
    }

    /** A command that settles a hold. */
    sealed interface Settling extends Command {
        /** The hold's entry. */
        UUID holdId();
    }

    /**
     * An order earns points.
     *
     * @param alias the key that the same order has where its business date is told, if its own tells none
     * @param amountFen what was paid for goods, in fen; 0 is an order without points
     * @param lines its lines, whose amounts add up to it; empty where they are not told
     * @param occurredAt when
     * @param availableFrom when the points can be spent; null for at once
     * @param maxDaysBack how many days the order may lie back; null without limit
     */
    record Accrue(
            UUID memberId,
            BusinessKey key,
            @Nullable BusinessKey alias,
            String actor,
            long amountFen,
            List<OrderLine> lines,
            Instant occurredAt,
            @Nullable Instant availableFrom,
            Channel channel,
            @Nullable UUID storeId,
            @Nullable String orderRef,
            @Nullable Integer maxDaysBack)
            implements Command {
        /** An order that has one name. */
        public Accrue(
                UUID memberId,
                BusinessKey key,
                String actor,
                long amountFen,
                List<OrderLine> lines,
                Instant occurredAt,
                @Nullable Instant availableFrom,
                Channel channel,
                @Nullable UUID storeId,
                @Nullable String orderRef,
                @Nullable Integer maxDaysBack) {
            this(
                    memberId,
                    key,
                    null,
                    actor,
                    amountFen,
                    lines,
                    occurredAt,
                    availableFrom,
                    channel,
                    storeId,
                    orderRef,
                    maxDaysBack);
        }

        @Override
        public Long amount() {
            return amountFen;
        }

        @Override
        public Accrue on(UUID holder) {
            return new Accrue(
                    holder,
                    key,
                    alias,
                    actor,
                    amountFen,
                    lines,
                    occurredAt,
                    availableFrom,
                    channel,
                    storeId,
                    orderRef,
                    maxDaysBack);
        }
    }

    /**
     * An order can no longer be cancelled: its points become available at a time of their own.
     *
     * @param accrual the entry of the accrual
     * @param availableFrom when its points become available
     */
    record Complete(UUID memberId, BusinessKey key, String actor, EntryRef accrual, Instant availableFrom)
            implements Command {
        @Override
        public @Nullable Long amount() {
            return null;
        }

        @Override
        public List<Reference> references() {
            return List.of(new Reference(memberId, accrual));
        }

        @Override
        public Complete on(UUID holder) {
            return new Complete(holder, key, actor, accrual, availableFrom);
        }
    }

    /**
     * An order is refunded: what it earned is taken back.
     *
     * @param accrual the entry of the accrual
     * @param refund what was refunded
     * @param reason a code
     */
    record ReverseAccrual(UUID memberId, BusinessKey key, String actor, EntryRef accrual, Refund refund, String reason)
            implements Command {
        @Override
        public @Nullable Long amount() {
            return refund.amountFen();
        }

        @Override
        public List<Reference> references() {
            return List.of(new Reference(memberId, accrual));
        }

        @Override
        public ReverseAccrual on(UUID holder) {
            return new ReverseAccrual(holder, key, actor, accrual, refund, reason);
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
     * Points that were redeemed or captured return.
     *
     * @param spending the entry with which they were spent
     * @param points how many return; null for all that are left
     * @param reason a code
     */
    record ReverseRedemption(
            UUID memberId,
            BusinessKey key,
            String actor,
            EntryRef spending,
            @Nullable Long points,
            String reason) implements Command {
        @Override
        public @Nullable Long amount() {
            return points;
        }

        @Override
        public List<Reference> references() {
            return List.of(new Reference(memberId, spending));
        }

        @Override
        public ReverseRedemption on(UUID holder) {
            return new ReverseRedemption(holder, key, actor, spending, points, reason);
        }
    }

    /**
     * Points are set aside for something that is not completed yet.
     *
     * @param points how many, at least 1
     * @param reason a code
     * @param expiresAt when they return by themselves
     */
    record Hold(
            UUID memberId,
            BusinessKey key,
            String actor,
            long points,
            String reason,
            @Nullable UUID storeId,
            @Nullable String orderRef,
            Instant expiresAt)
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
     * Held points are spent; the rest of the hold returns.
     *
     * @param points how many are spent; null for all
     */
    record Capture(
            UUID memberId,
            BusinessKey key,
            String actor,
            UUID holdId,
            @Nullable Long points) implements Settling {
        @Override
        public @Nullable Long amount() {
            return points;
        }
    }

    /** Held points return. */
    record Release(UUID memberId, BusinessKey key, String actor, UUID holdId) implements Settling {
        @Override
        public @Nullable Long amount() {
            return null;
        }
    }

    /** Points are given to the other member, at least 1. */
    record Transfer(UUID memberId, UUID otherId, BusinessKey key, String actor, long points) implements Paired {
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
     * A gift is taken back, all that is left of it.
     *
     * @param memberId who gave
     * @param otherId who got
     * @param given the giver's entry
     * @param got the other's entry
     * @param reason a code
     */
    record ReverseTransfer(
            UUID memberId, UUID otherId, BusinessKey key, String actor, EntryRef given, EntryRef got, String reason)
            implements Paired {
        @Override
        public @Nullable Long amount() {
            return null;
        }

        @Override
        public List<Reference> references() {
            return List.of(new Reference(memberId, given), new Reference(otherId, got));
        }
    }

    /**
     * Points are corrected by hand.
     *
     * @param points signed, not 0
     * @param reason a code
     * @param approved the second person, where one was needed
     */
    record Adjust(
            UUID memberId,
            BusinessKey key,
            String actor,
            long points,
            String reason,
            @Nullable Approved approved) implements Command {
        @Override
        public Long amount() {
            return points;
        }

        @Override
        public long debit() {
            return Math.max(0, -points);
        }

        @Override
        public Adjust on(UUID holder) {
            return new Adjust(holder, key, actor, points, reason, approved);
        }
    }

    /** An account is frozen, so that nothing may be spent, or unfrozen; the reason is a code. */
    record Freeze(UUID memberId, BusinessKey key, String actor, boolean frozen, String reason) implements Command {
        @Override
        public @Nullable Long amount() {
            return null;
        }
    }
}
