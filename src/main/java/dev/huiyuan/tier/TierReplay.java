package dev.huiyuan.tier;

import dev.huiyuan.points.writer.HeldOrders;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where an account would stand without one of its merges, or without all of them: it lives its days again from where it
 * stood before the first, with its own orders, the quarters' evaluations, what it was given, and the merges that remain.
 *
 * <p>Tier spend is what one member paid (C1). Accounts that part were two members all the time, so what only their sum
 * has reached goes with the merge, at once and also where refunds wait for the evaluation: nobody is left who had spent
 * it. What either reached with orders of its own, those while merged included, it has; what was missed of evaluations
 * is made up for, as of their days. The account that parts falls for none of them without a warning (C3): a grace period
 * of which nobody could tell it, and that would be over, begins today instead. An order counts with what refunds have left of it by now: one that was refunded while
 * merged is as if it had never been, and a tier of before the merge that it had reached is judged by the next evaluation,
 * also where refunds take tiers at once.
 */
final class TierReplay {
    private final Map<UUID, Standing> standings;
    private final Map<UUID, List<HeldOrders.Held>> orders;
    private final List<TierEvaluations.Evaluation> evaluations;
    private final Days days;

    /**
     * @param standings of the accounts in question and of all that are merged into them
     * @param orders what each of them holds alone
     * @param evaluations those since the first of the merges, by time
     */
    TierReplay(
            Map<UUID, Standing> standings,
            Map<UUID, List<HeldOrders.Held>> orders,
            List<TierEvaluations.Evaluation> evaluations,
            Days days) {
        this.standings = standings;
        this.orders = orders;
        this.evaluations = evaluations;
        this.days = days;
    }

    /**
     * What days are.
     *
     * @param of the day of an instant
     * @param on the rules of a day, as of its end
     * @param evaluated the rules of an evaluation
     * @param now the rules of today
     */
    record Days(
            Function<Instant, LocalDate> of,
            Function<LocalDate, TierSetting> on,
            Function<TierEvaluations.Evaluation, TierSetting> evaluated,
            TierSetting now) {}

    /** Orders of a day that count from a day on. */
    private record Place(LocalDate day, LocalDate from) {}

    private record Sum(long fen, int orders) {
        Sum plus(Sum other) {
            return new Sum(fen + other.fen, orders + other.orders);
        }
    }

    private record Merged(UUID id, LocalDate day) {}

    /** The orders of an account and of all that are merged into it. */
    List<HeldOrders.Held> held(UUID id) {
        List<HeldOrders.Held> all = new ArrayList<>(orders.getOrDefault(id, List.of()));
        merged(id).forEach(other -> all.addAll(held(other)));
        return all;
    }

    private List<UUID> merged(UUID into) {
        return standings.entrySet().stream()
                .filter(entry -> into.equals(entry.getValue().mergedInto()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /**
     * Where an account stands now, with what is still merged into it.
     *
     * @param without an account that parts from it now; null where it is the one that parts
     */
    Standing standing(UUID id, @Nullable UUID without) {
        return new Life(id, without).live();
    }

    private final class Life {
        private final UUID id;
        private final List<Merged> merges = new ArrayList<>();
        private final Map<Place, Sum> counted = new HashMap<>();
        private final List<Standing.Given> given;
        private final NavigableSet<LocalDate> steps = new TreeSet<>();
        private final LocalDate start;
        private final boolean parts;
        private Standing standing;
        /** The last day of the latest grace period that was made up for. */
        private @Nullable LocalDate graceUntil;
        /** Before the first fall after such a period. */
        private @Nullable Standing beforeFall;

        Life(UUID id, @Nullable UUID without) {
            this.id = id;
            parts = without == null;
            Standing known = standings.getOrDefault(
                    id,
                    Standing.joined(
                            days.now().ladder().tier(0).code(), days.now().now()));
            Standing.Joint joint = known.joint();
            Instant mergedAt = known.mergedAt();
            Instant at =
                    joint != null ? joint.at() : mergedAt == null ? days.now().now() : mergedAt;
            start = days.of().apply(at);
            standing = joint != null ? joint.alone() : known.alone();
            given = joint == null ? List.of() : joint.given();
            count(orders.getOrDefault(id, List.of()), LocalDate.MIN);
            for (UUID other : merged(id)) if (!other.equals(without)) join(other);
            given.forEach(one -> step(days.of().apply(one.at())));
            evaluations.forEach(evaluation -> step(evaluation.asOf()));
            step(start);
            step(today());
        }

        private LocalDate today() {
            return days.now().today();
        }

        private void join(UUID other) {
            Standing theirs = standings.get(other);
            Instant at = theirs == null ? null : theirs.mergedAt();
            LocalDate day = at == null ? start : days.of().apply(at);
            merges.add(new Merged(other, day));
            count(held(other), day);
            step(day);
        }

        /** Orders of merged accounts count from the day of the merge on. */
        private void count(List<HeldOrders.Held> some, LocalDate from) {
            for (HeldOrders.Held order : some) {
                LocalDate day = days.of().apply(order.occurredAt());
                counted.merge(new Place(day, from), new Sum(order.leftFen(), 1), Sum::plus);
                step(day);
            }
        }

        private void step(LocalDate day) {
            if (!day.isBefore(start) && !day.isAfter(today())) steps.add(day);
        }

        Standing live() {
            for (LocalDate day = steps.pollFirst(); day != null; day = steps.pollFirst()) live(day);
            return warned().parted();
        }

        /** A fall of which the account that parts was not warned waits for a grace period from today on. */
        private Standing warned() {
            TierLadder ladder = days.now().ladder();
            Standing earlier = beforeFall;
            if (!parts || earlier == null) return standing;
            if (ladder.rank(standing.code()) >= ladder.rank(earlier.code())) return standing;
            return standing.back(earlier, today().plusDays(ladder.rules().graceDays()));
        }

        private void settle(TierAccount account, TierSetting setting) {
            Standing before = account.standing();
            TierRules.settle(account, setting);
            boolean over = before.graceUntil() != null && before.graceUntil().equals(graceUntil);
            TierLadder ladder = setting.ladder();
            boolean fell = ladder.rank(account.standing().code()) < ladder.rank(before.code());
            if (over && fell && beforeFall == null) beforeFall = before;
        }

        private void live(LocalDate day) {
            TierSetting setting = day.equals(today()) ? days.now() : days.on().apply(day);
            TierAccount account = new TierAccount(id, standing, setting.window(), 0, 0, Map.of());
            // What was due by the day came before the day's first order.
            count(account, day, place -> place.day().isBefore(day));
            settle(account, setting);
            count(account, day, place -> place.day().equals(day));
            evaluate(account, day);
            give(account, day, setting);
            merge(account, day, setting);
            TierRules.purchased(account, Cause.time("replay:" + day), setting);
            standing = account.standing();
            if (standing.graceUntil() != null) step(standing.graceUntil().plusDays(1));
            standing.protections().forEach(protection -> step(protection.until().plusDays(1)));
            steps.removeIf(other -> !other.isAfter(day));
        }

        /** Counts some orders; those of the accounts that merge on the day come with their merge. */
        private void count(TierAccount account, LocalDate day, Predicate<Place> some) {
            counted.forEach((place, sum) -> {
                boolean counts = place.from().isBefore(day) && some.test(place);
                if (counts) account.count(place.day(), sum.fen(), sum.orders());
            });
        }

        private void evaluate(TierAccount account, LocalDate day) {
            for (TierEvaluations.Evaluation evaluation : evaluations) {
                if (!evaluation.asOf().equals(day)) continue;
                Cause cause = Cause.time("evaluation:" + evaluation.quarter());
                LocalDate before = account.standing().graceUntil();
                TierRules.evaluate(account, cause, days.evaluated().apply(evaluation));
                if (before == null) graceUntil = account.standing().graceUntil();
            }
        }

        private void give(TierAccount account, LocalDate day, TierSetting setting) {
            for (Standing.Given one : given) {
                Standing.Protection protection = one.protection();
                boolean begins = days.of().apply(one.at()).equals(day)
                        && !protection.until().isBefore(day);
                if (begins) TierRules.give(account, protection, one.at(), setting);
            }
        }

        private void merge(TierAccount account, LocalDate day, TierSetting setting) {
            for (Merged merged : merges) {
                if (!merged.day().equals(day)) continue;
                Standing theirs = standings.getOrDefault(merged.id(), standing);
                TierAccount other = new TierAccount(merged.id(), theirs.parted(), setting.window(), 0, 0, Map.of());
                for (HeldOrders.Held order : held(merged.id())) {
                    LocalDate their = days.of().apply(order.occurredAt());
                    if (!their.isAfter(day)) other.count(their, order.leftFen(), 1);
                }
                TierRules.settle(other, setting);
                TierRules.merge(other, account, Cause.time("replay:" + merged.id()), setting);
            }
        }
    }
}
