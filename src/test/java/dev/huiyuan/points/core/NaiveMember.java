package dev.huiyuan.points.core;

import dev.huiyuan.programme.Programme;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A member as a plain list of dated parcels of points, written down from the requirements and not from the rules. */
final class NaiveMember {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** Points of one date. */
    static final class Parcel {
        final int number;
        final Instant earned;
        final @Nullable Instant expires;
        boolean waits;
        Instant from;
        long points;

        Parcel(int number, long points, Instant earned, @Nullable Instant expires, boolean waits, Instant from) {
            this.number = number;
            this.points = points;
            this.earned = earned;
            this.expires = expires;
            this.waits = waits;
            this.from = from;
        }

        boolean isGone(Instant at) {
            return expires != null && !expires.isAfter(at);
        }
    }

    /** Points that were taken out of a parcel. */
    static final class Part {
        final Parcel parcel;
        long points;

        Part(Parcel parcel, long points) {
            this.parcel = parcel;
            this.points = points;
        }
    }

    /** Points that are set aside. */
    record Held(UUID id, long points, List<Part> parts, Instant until) {}

    private static final Comparator<Parcel> NEAREST_FIRST = Comparator.comparing(
                    (Parcel parcel) -> parcel.expires == null ? Instant.MAX : parcel.expires)
            .thenComparing(parcel -> parcel.earned)
            .thenComparing(parcel -> parcel.number);

    private record Event(Instant at, int rank, int number, Runnable what) {}

    final Terms terms;
    final List<Parcel> parcels = new ArrayList<>();
    final Map<UUID, Held> holds = new HashMap<>();
    final List<UUID> timedOut = new ArrayList<>();
    long debt;
    boolean frozen;

    @Nullable
    Instant sliding;

    private int numbers;

    NaiveMember(Terms terms) {
        this.terms = terms;
    }

    long available() {
        return sum(false);
    }

    Balance balance() {
        long held = holds.values().stream().mapToLong(Held::points).sum();
        return new Balance(available(), sum(true), held, debt);
    }

    private long sum(boolean waits) {
        return parcels.stream()
                .filter(parcel -> parcel.waits == waits)
                .mapToLong(parcel -> parcel.points)
                .sum();
    }

    /** New points; those that do not wait pay debt first. */
    Parcel add(long points, Instant earned, @Nullable Instant expires, boolean waits, Instant from) {
        Parcel parcel = new Parcel(numbers++, waits ? points : afterDebt(points), earned, expires, waits, from);
        parcels.add(parcel);
        return parcel;
    }

    private long afterDebt(long points) {
        long paid = Math.min(points, debt);
        debt -= paid;
        return points - paid;
    }

    /** Takes up to a number of points, nearest expiry first. */
    List<Part> take(long points) {
        return take(points, parcels.stream().filter(parcel -> !parcel.waits).toList());
    }

    List<Part> take(long points, List<Parcel> from) {
        List<Part> parts = new ArrayList<>();
        long left = points;
        for (Parcel parcel : from.stream().sorted(NEAREST_FIRST).toList()) {
            long share = Math.min(left, parcel.points);
            if (share == 0) continue;
            parcel.points -= share;
            left -= share;
            parts.add(new Part(parcel, share));
        }
        return parts;
    }

    static long sum(List<Part> parts) {
        return parts.stream().mapToLong(part -> part.points).sum();
    }

    /** Points return: to debt, then to where they came from, the last one first, or to a parcel of grace. */
    void giveBack(List<Part> parts, long points, Instant at) {
        long left = afterDebt(points);
        long expired = 0;
        List<Part> lastFirst = parts.stream()
                .sorted(Comparator.comparing((Part part) -> part.parcel, NEAREST_FIRST.reversed()))
                .toList();
        for (Part part : lastFirst) {
            long share = Math.min(left, part.points);
            part.points -= share;
            left -= share;
            if (part.parcel.isGone(at)) expired += share;
            else part.parcel.points += share;
        }
        if (expired > 0) add(expired, at, endOf(day(at).plusDays(terms.graceDays())), false, at);
    }

    /** Everything that has become due happens, one after the other. */
    void pass(Instant now) {
        for (Event event = next(now); event != null; event = next(now)) {
            event.what().run();
            if (sliding == null && available() > 0) slide(event.at());
        }
    }

    private @Nullable Event next(Instant now) {
        List<Event> events = new ArrayList<>();
        for (Parcel parcel : parcels) {
            if (parcel.points == 0) continue;
            if (parcel.waits) {
                events.add(new Event(parcel.from, 0, parcel.number, () -> mature(parcel)));
            } else if (parcel.expires != null) {
                Instant at = parcel.expires.isBefore(parcel.from) ? parcel.from : parcel.expires;
                events.add(new Event(at, 2, parcel.number, () -> parcel.points = 0));
            }
        }
        holds.values().forEach(held -> events.add(new Event(held.until(), 1, 0, () -> timeOut(held))));
        if (sliding != null) events.add(new Event(sliding, 3, 0, this::forget));
        return events.stream()
                .filter(event -> !event.at().isAfter(now))
                .min(Comparator.comparing(Event::at).thenComparing(Event::rank).thenComparing(Event::number))
                .orElse(null);
    }

    private void mature(Parcel parcel) {
        parcel.waits = false;
        parcel.points = afterDebt(parcel.points);
    }

    private void timeOut(Held held) {
        holds.remove(held.id());
        timedOut.add(held.id());
        giveBack(held.parts(), held.points(), held.until());
    }

    private void forget() {
        sliding = null;
        parcels.stream()
                .filter(parcel -> !parcel.waits && parcel.expires == null)
                .forEach(parcel -> parcel.points = 0);
    }

    /** The member did something, which keeps undated points alive. */
    void slide(Instant now) {
        if (terms.expiry() == Programme.Expiry.SLIDING) sliding = endOf(day(now).plusMonths(terms.months()));
    }

    void begin(Instant now) {
        if (sliding == null && available() + sum(true) > 0) slide(now);
    }

    @Nullable
    Instant expiryOf(Instant earned) {
        LocalDate day = day(earned).plusMonths(terms.months());
        return switch (terms.expiry()) {
            case NONE, SLIDING -> null;
            case MONTHS -> endOf(day);
            case END_OF_MONTH -> endOf(YearMonth.from(day).atEndOfMonth());
            case END_OF_YEAR -> endOf(day.withDayOfYear(day.lengthOfYear()));
        };
    }

    static LocalDate day(Instant at) {
        return LocalDate.ofInstant(Objects.requireNonNull(at), ZONE);
    }

    private static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZONE).toInstant();
    }
}
