package dev.huiyuan.programme;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The calendar of a version of the rules: which occasions hold when, where and for whom. Pure, but for what it keeps. */
public final class Occasions {
    private static final int PLAIN_PERCENT = 100;
    /** Days whose occasions are kept; then it begins anew. */
    private static final int KEPT_DAYS = 1_000;
    /** How far ahead a next day is looked for: 29 February may be eight years away. */
    private static final int HORIZON_DAYS = 9 * 366;

    private final ZoneId zone;
    private final List<Programme.Occasion> calendar;
    private final Map<String, UUID> stores;
    private final boolean earns;
    private final ConcurrentHashMap<LocalDate, List<Programme.Occasion>> byDay = new ConcurrentHashMap<>();

    /**
     * The calendar of some rules.
     *
     * @param stores the stores by all of their codes
     */
    public Occasions(Programme rules, Map<String, UUID> stores) {
        zone = rules.zone();
        calendar = List.copyOf(rules.calendar());
        this.stores = Map.copyOf(stores);
        earns = calendar.stream().anyMatch(Occasions::earns);
    }

    /**
     * Where something happens; what is null is not known, and does not fit an occasion that asks for it.
     *
     * @param at when
     * @param storeId in which store
     * @param channel where the order comes from
     */
    public record Moment(
            Instant at, @Nullable UUID storeId, @Nullable Channel channel) {}

    /** Whether any occasion raises the points of an order, at whatever time. */
    public boolean anyEarns() {
        return earns;
    }

    /** Whether an occasion raises the points of an order. */
    public static boolean earns(Programme.Occasion occasion) {
        Programme.Offer offer = occasion.offer();
        return offer.multiplierPercent() > PLAIN_PERCENT || offer.extraPoints() > 0;
    }

    /** The occasions that hold at a moment, in the calendar's order, for members of whatever tier they are for. */
    public List<Programme.Occasion> at(Moment moment) {
        ZonedDateTime local = moment.at.atZone(zone);
        List<Programme.Occasion> today = on(local.toLocalDate());
        if (today.isEmpty()) return today;
        return today.stream()
                .filter(occasion -> isWithin(occasion.hours(), local.toLocalTime()))
                .filter(occasion -> fits(occasion, moment))
                .toList();
    }

    /** Whether an occasion is for members of a tier. */
    public static boolean isFor(Programme.Occasion occasion, @Nullable String tier) {
        return occasion.tiers().isEmpty() || tier != null && occasion.tiers().contains(tier);
    }

    /** The occasions of a day, whatever the hour and the place. */
    public List<Programme.Occasion> on(LocalDate day) {
        List<Programme.Occasion> known = byDay.get(day);
        if (known != null) return known;
        List<Programme.Occasion> found = calendar.stream()
                .filter(occasion -> startOf(occasion.days(), day).isPresent())
                .toList();
        if (byDay.size() >= KEPT_DAYS) byDay.clear();
        byDay.put(day, found);
        return found;
    }

    /** The next days of an occasion from a day on, that day among them; fewer where no more are near. */
    public static List<LocalDate> nextDays(Programme.Occasion occasion, LocalDate from, int count) {
        List<LocalDate> next = new ArrayList<>();
        for (int ahead = 0; ahead < HORIZON_DAYS && next.size() < count; ahead++) {
            LocalDate day = from.plusDays(ahead);
            if (startOf(occasion.days(), day).isPresent()) next.add(day);
        }
        return next;
    }

    /** When an occasion that holds at an instant ends: with its hours, or with the last of its days. */
    public Instant endOf(Programme.Occasion occasion, Instant at) {
        ZonedDateTime local = at.atZone(zone);
        LocalDate day = local.toLocalDate();
        for (Programme.Hours hours : occasion.hours()) {
            boolean ends = isWithin(hours, local.toLocalTime()) && !hours.to().equals(LocalTime.MIDNIGHT);
            if (ends) return day.atTime(hours.to()).atZone(zone).toInstant();
        }
        LocalDate end = day.plusDays(1);
        boolean wholeDays = occasion.hours().isEmpty();
        for (int days = 0;
                wholeDays && days < KEPT_DAYS && startOf(occasion.days(), end).isPresent();
                days++) {
            end = end.plusDays(1);
        }
        return end.atStartOfDay(zone).toInstant();
    }

    /**
     * The first day of the run of days that a day belongs to: that of its range or of its days of the Chinese calendar,
     * else the day itself. Empty where the day is none of them.
     */
    public static Optional<LocalDate> startOf(Programme.Days days, LocalDate day) {
        List<LocalDate> starts = new ArrayList<>();
        for (Programme.DateRange range : days.ranges()) {
            if (!day.isBefore(range.first()) && !day.isAfter(range.last())) starts.add(range.first());
        }
        for (Programme.LunarDays lunar : days.lunar()) lunarStart(lunar, day).ifPresent(starts::add);
        if (isSingle(days, day)) starts.add(day);
        return starts.stream().min(LocalDate::compareTo);
    }

    /** All days of the runs that a day belongs to, see {@link #startOf}, earliest first; none where it belongs to none. */
    public static List<LocalDate> runOf(Programme.Days days, LocalDate day) {
        TreeSet<LocalDate> run = new TreeSet<>();
        for (Programme.DateRange range : days.ranges()) {
            boolean within = !day.isBefore(range.first()) && !day.isAfter(range.last());
            if (within) range.first().datesUntil(range.last().plusDays(1)).forEach(run::add);
        }
        for (Programme.LunarDays lunar : days.lunar()) {
            lunarStart(lunar, day)
                    .ifPresent(first ->
                            first.datesUntil(first.plusDays(lunar.length())).forEach(run::add));
        }
        if (isSingle(days, day)) run.add(day);
        return List.copyOf(run);
    }

    /** The 31st of a month that has 30 days does not occur, nor does 29 February in a common year. */
    private static boolean isSingle(Programme.Days days, LocalDate day) {
        return days.ofMonth().contains(day.getDayOfMonth())
                || days.ofYear().contains(MonthDay.from(day))
                || days.weekdays().contains(day.getDayOfWeek());
    }

    /** Days that begin in one year may end in the next one. */
    private static Optional<LocalDate> lunarStart(Programme.LunarDays lunar, LocalDate day) {
        int year = LunarCalendar.of(day).year();
        for (int candidate = year - 1; candidate <= year; candidate++) {
            LocalDate first = LunarCalendar.day(candidate, lunar.month(), lunar.day());
            if (!day.isBefore(first) && day.isBefore(first.plusDays(lunar.length()))) return Optional.of(first);
        }
        return Optional.empty();
    }

    private boolean fits(Programme.Occasion occasion, Moment moment) {
        boolean here = occasion.stores().isEmpty()
                || occasion.stores().stream().anyMatch(code -> isStore(code, moment.storeId));
        boolean thisWay = occasion.channels().isEmpty()
                || moment.channel != null && occasion.channels().contains(moment.channel);
        return here && thisWay;
    }

    private boolean isStore(String code, @Nullable UUID storeId) {
        return storeId != null && storeId.equals(stores.get(code));
    }

    private static boolean isWithin(List<Programme.Hours> hours, LocalTime time) {
        return hours.isEmpty() || hours.stream().anyMatch(one -> isWithin(one, time));
    }

    private static boolean isWithin(Programme.Hours hours, LocalTime time) {
        boolean open = hours.to().equals(LocalTime.MIDNIGHT) || time.isBefore(hours.to());
        return open && !time.isBefore(hours.from());
    }
}
