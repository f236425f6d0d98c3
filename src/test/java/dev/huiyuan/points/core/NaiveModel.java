package dev.huiyuan.points.core;

import dev.huiyuan.programme.Programme;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a few naive members do when commands come: predicts balances, acceptance and refusals. */
final class NaiveModel {
    /** An order that earned. */
    private static final class Order {
        final NaiveMember.@Nullable Parcel parcel;
        final int percent;
        final long addition;
        final @Nullable Long limit;
        long fenLeft;
        boolean refunded;

        Order(Earned earned, NaiveMember.@Nullable Parcel parcel, long fen) {
            percent = earned.percent();
            addition = earned.addition();
            limit = earned.limit();
            this.parcel = parcel;
            fenLeft = fen;
        }
    }

    private record Earned(
            long points,
            int percent,
            long addition,
            @Nullable Long limit) {}

    /** Points that were spent or given away, and what of them can return. */
    private static final class Spent {
        final List<NaiveMember.Part> parts;
        final @Nullable UUID receiver;
        final List<NaiveMember.Parcel> gift;
        long left;

        Spent(List<NaiveMember.Part> parts, long points, @Nullable UUID receiver, List<NaiveMember.Parcel> gift) {
            this.parts = parts;
            left = points;
            this.receiver = receiver;
            this.gift = gift;
        }
    }

    private record GiftDay(UUID memberId, LocalDate day) {}

    final Map<UUID, NaiveMember> members = new HashMap<>();
    private final Terms terms;
    private final Map<UUID, List<Integer>> percents;
    private final Map<UUID, Long> additions;
    private final Map<UUID, Order> orders = new HashMap<>();
    private final Map<UUID, Spent> spent = new HashMap<>();
    private final Map<GiftDay, Long> earned = new HashMap<>();
    private final Map<GiftDay, Integer> gifts = new HashMap<>();
    private final Map<BusinessKey, String> used = new HashMap<>();

    NaiveModel(Terms terms, Map<UUID, List<Integer>> percents, Map<UUID, Long> additions) {
        this.terms = terms;
        this.percents = percents;
        this.additions = additions;
        percents.keySet().forEach(id -> members.put(id, new NaiveMember(terms)));
    }

    private NaiveMember member(UUID id) {
        return Objects.requireNonNull(members.get(id));
    }

    /**
     * Does what a command asks.
     *
     * @param entryId the id of the entry that it booked, if it did
     * @return the code with which it is refused; null when it is not
     */
    @Nullable
    String apply(Command command, UUID entryId, Instant now) {
        command.accountIds().forEach(id -> member(id).pass(now));
        String before = used.get(command.key());
        if (before != null) return before.equals(String.valueOf(command.amount())) ? null : "conflict";
        NaiveMember own = member(command.memberId());
        if (command instanceof Command.Release release && own.timedOut.contains(release.holdId())) return null;
        String refusal = decide(own, command, entryId, now);
        if (refusal != null) return refusal;
        used.put(command.key(), String.valueOf(command.amount()));
        boolean active = command instanceof Command.Accrue
                || command instanceof Command.Redeem
                || command instanceof Command.Hold
                || command instanceof Command.Capture
                || command instanceof Command.Transfer;
        if (active) own.slide(now);
        command.accountIds().forEach(id -> member(id).begin(now));
        command.accountIds().forEach(id -> member(id).pass(now));
        return null;
    }

    private @Nullable String decide(NaiveMember own, Command command, UUID entryId, Instant now) {
        return switch (command) {
            case Command.Accrue order -> earn(own, order, entryId, now);
            case Command.ReverseAccrual refund -> refund(own, refund);
            case Command.Redeem redemption -> spend(own, redemption, entryId);
            case Command.Hold hold -> hold(own, hold, entryId);
            case Command.Capture capture -> capture(own, capture, entryId, now);
            case Command.Release release -> release(own, release, now);
            case Command.ReverseRedemption reversal -> giveBack(own, reversal, now);
            case Command.Transfer gift -> give(own, gift, entryId, now);
            case Command.ReverseTransfer reversal -> takeBack(own, reversal, now);
            case Command.Adjust adjustment -> adjust(own, adjustment.points(), now);
            case Command.Freeze freeze -> freeze(own, freeze.frozen());
            default -> throw new IllegalArgumentException("not in the model: " + command);
        };
    }

    private @Nullable String earn(NaiveMember own, Command.Accrue order, UUID entryId, Instant now) {
        GiftDay day = new GiftDay(order.memberId(), NaiveMember.day(order.occurredAt()));
        Earned result = earned(order, day);
        earned.merge(day, result.points(), Long::sum);
        Instant from =
                order.availableFrom() == null || order.availableFrom().isBefore(now) ? now : order.availableFrom();
        NaiveMember.Parcel parcel = result.points() == 0
                ? null
                : own.add(
                        result.points(), order.occurredAt(), own.expiryOf(order.occurredAt()), from.isAfter(now), from);
        orders.put(entryId, new Order(result, parcel, order.amountFen()));
        return null;
    }

    private Earned earned(Command.Accrue order, GiftDay day) {
        int percent = 100;
        for (int one : Objects.requireNonNull(percents.get(order.memberId()))) {
            if (one < 0 && NaiveMember.day(order.occurredAt()).getMonthValue() != 3) continue;
            int factor = Math.abs(one);
            percent = switch (terms.combination()) {
                case HIGHEST -> Math.max(percent, factor);
                case MULTIPLY -> percent * factor / 100;
                case ADD -> percent + factor - 100;
            };
        }
        long addition = additions.getOrDefault(order.memberId(), 0L);
        long points = NaiveEarning.points(order.amountFen(), 1, percent, terms.rounding(), addition, null);
        long limit = Long.MAX_VALUE;
        if (terms.perOrder() != null) limit = terms.perOrder();
        if (terms.perDay() != null) {
            limit = Math.min(limit, Math.max(0, terms.perDay() - earned.getOrDefault(day, 0L)));
        }
        Long cut = limit < points ? Long.valueOf(limit) : null;
        return new Earned(Math.min(limit, points), percent, addition, cut);
    }

    private @Nullable String refund(NaiveMember own, Command.ReverseAccrual refund) {
        Order order = Objects.requireNonNull(orders.get(refund.accrual().entryId()));
        long fen = refund.refund().amountFen() == null
                ? order.fenLeft
                : refund.refund().amountFen();
        if (fen > order.fenLeft || order.fenLeft == 0 && order.refunded) return "reversal-exceeds-remainder";
        long due = worth(order, order.fenLeft) - worth(order, order.fenLeft - fen);
        order.fenLeft -= fen;
        order.refunded = true;
        boolean onlyWaiting = terms.reversal() == Programme.ReversalPolicy.ONLY_PENDING;
        NaiveMember.Parcel parcel = order.parcel;
        List<NaiveMember.Parcel> first = parcel == null || onlyWaiting && !parcel.waits ? List.of() : List.of(parcel);
        long left = due - NaiveMember.sum(own.take(due, first));
        if (!onlyWaiting) left -= NaiveMember.sum(own.take(left));
        if (terms.reversal() == Programme.ReversalPolicy.ALLOW_DEBT) own.debt += left;
        return null;
    }

    private long worth(Order order, long fen) {
        return NaiveEarning.points(fen, 1, order.percent, terms.rounding(), order.addition, order.limit);
    }

    private static @Nullable String refuseSpender(NaiveMember own, long points) {
        if (own.frozen) return "account-frozen";
        return points > own.available() ? "points-insufficient" : null;
    }

    private @Nullable String spend(NaiveMember own, Command.Redeem redemption, UUID entryId) {
        String refusal = refuseSpender(own, redemption.points());
        if (refusal != null) return refusal;
        spent.put(entryId, new Spent(own.take(redemption.points()), redemption.points(), null, List.of()));
        return null;
    }

    private static @Nullable String hold(NaiveMember own, Command.Hold hold, UUID entryId) {
        String refusal = refuseSpender(own, hold.points());
        if (refusal != null) return refusal;
        List<NaiveMember.Part> parts = own.take(hold.points());
        own.holds.put(entryId, new NaiveMember.Held(entryId, hold.points(), parts, hold.expiresAt()));
        return null;
    }

    private @Nullable String capture(NaiveMember own, Command.Capture capture, UUID entryId, Instant now) {
        NaiveMember.Held held = own.holds.get(capture.holdId());
        if (held == null) return "hold-not-open";
        long points = capture.points() == null ? held.points() : capture.points();
        if (points > held.points()) return "capture-exceeds-hold";
        own.holds.remove(held.id());
        own.giveBack(held.parts(), held.points() - points, now);
        spent.put(entryId, new Spent(held.parts(), points, null, List.of()));
        return null;
    }

    private static @Nullable String release(NaiveMember own, Command.Release release, Instant now) {
        NaiveMember.Held held = own.holds.remove(release.holdId());
        if (held == null) return "hold-not-open";
        own.giveBack(held.parts(), held.points(), now);
        return null;
    }

    private @Nullable String giveBack(NaiveMember own, Command.ReverseRedemption reversal, Instant now) {
        Spent spending = Objects.requireNonNull(spent.get(reversal.spending().entryId()));
        long points = reversal.points() == null ? spending.left : reversal.points();
        if (points > spending.left || spending.left == 0) return "reversal-exceeds-remainder";
        spending.left -= points;
        own.giveBack(spending.parts, points, now);
        return null;
    }

    private @Nullable String give(NaiveMember own, Command.Transfer gift, UUID entryId, Instant now) {
        String refusal = refuseSpender(own, gift.points());
        if (refusal != null) return refusal;
        NaiveMember receiver = member(gift.otherId());
        if (receiver.frozen) return "receiver-not-available";
        GiftDay day = new GiftDay(gift.memberId(), NaiveMember.day(now));
        if (gifts.getOrDefault(day, 0) >= Terms.GIFTS_PER_DAY) return "transfer-limit-reached";
        gifts.merge(day, 1, Integer::sum);
        List<NaiveMember.Part> parts = own.take(gift.points());
        Map<Instant, NaiveMember.Part> together = new LinkedHashMap<>();
        for (NaiveMember.Part part : parts) {
            Instant expires = part.parcel.expires == null ? Instant.MAX : part.parcel.expires;
            together.merge(expires, part, (a, b) -> new NaiveMember.Part(a.parcel, a.points + b.points));
        }
        List<NaiveMember.Parcel> received = new ArrayList<>();
        together.forEach((expires, part) ->
                received.add(receiver.add(part.points, part.parcel.earned, part.parcel.expires, false, now)));
        spent.put(entryId, new Spent(parts, gift.points(), gift.otherId(), received));
        return null;
    }

    private @Nullable String takeBack(NaiveMember own, Command.ReverseTransfer reversal, Instant now) {
        Spent given = Objects.requireNonNull(spent.get(reversal.given().entryId()));
        if (given.left == 0) return "reversal-exceeds-remainder";
        NaiveMember receiver = member(Objects.requireNonNull(given.receiver));
        long taken = NaiveMember.sum(receiver.take(given.left, given.gift));
        taken += NaiveMember.sum(receiver.take(given.left - taken));
        if (terms.reversal() == Programme.ReversalPolicy.ALLOW_DEBT) {
            receiver.debt += given.left - taken;
            taken = given.left;
        }
        if (taken == 0) return "receiver-has-nothing-left";
        given.left -= taken;
        own.giveBack(given.parts, taken, now);
        return null;
    }

    private static @Nullable String adjust(NaiveMember own, long points, Instant now) {
        if (points > 0) own.add(points, now, own.expiryOf(now), false, now);
        else if (-points > own.available()) return "points-insufficient";
        else own.take(-points);
        return null;
    }

    private static @Nullable String freeze(NaiveMember own, boolean frozen) {
        if (own.frozen == frozen) return frozen ? "account-frozen" : "account-not-frozen";
        own.frozen = frozen;
        return null;
    }
}
