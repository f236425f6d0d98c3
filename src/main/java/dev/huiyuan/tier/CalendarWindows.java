package dev.huiyuan.tier;

import dev.huiyuan.programme.LunarCalendar;
import dev.huiyuan.programme.LunarDate;
import dev.huiyuan.programme.Occasions;
import dev.huiyuan.programme.Programme;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The days of a period with what the calendar of some rules adds to the points of orders, as a query can join it. */
final class CalendarWindows {
    private static final Programme.Hours WHOLE_DAY = new Programme.Hours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    private final Occasions occasions;
    private final List<LocalDate> days;
    private final Map<String, UUID> stores;

    /**
     * The calendar from one day to another.
     *
     * @param stores the stores by code
     */
    CalendarWindows(Programme rules, LocalDate first, LocalDate last, Map<String, UUID> stores) {
        occasions = new Occasions(rules, Map.of());
        days = first.datesUntil(last.plusDays(1)).toList();
        this.stores = stores;
    }

    /**
     * Hours of a day in which orders earn more. What is absent does not restrict.
     *
     * @param day the day
     * @param begins the first moment
     * @param ends the first moment after it
     * @param stores in which stores
     * @param channels where orders come from
     * @param tiers for which tiers
     * @param percent the multiplier in percent
     * @param addition the points that every order earns besides
     */
    @RegisterForReflection
    record Window(
            String day,
            String begins,
            String ends,
            @Nullable List<UUID> stores,
            @Nullable List<String> channels,
            @Nullable List<String> tiers,
            int percent,
            long addition) {}

    /** All windows of the period. */
    List<Window> windows() {
        List<Window> windows = new ArrayList<>();
        for (LocalDate day : days) {
            for (Programme.Occasion occasion : occasions.on(day)) {
                if (!Occasions.earns(occasion)) continue;
                List<Programme.Hours> hours = occasion.hours().isEmpty() ? List.of(WHOLE_DAY) : occasion.hours();
                hours.forEach(span -> windows.add(window(day, span, occasion)));
            }
        }
        return windows;
    }

    private Window window(LocalDate day, Programme.Hours span, Programme.Occasion occasion) {
        List<UUID> places = occasion.stores().stream()
                .map(stores::get)
                .filter(Objects::nonNull)
                .toList();
        return new Window(
                day.toString(),
                span.from().toString(),
                span.to().equals(LocalTime.MIDNIGHT) ? "24:00" : span.to().toString(),
                occasion.stores().isEmpty() ? null : places,
                unlessEmpty(occasion.channels().stream().map(Enum::name).toList()),
                unlessEmpty(occasion.tiers()),
                occasion.offer().multiplierPercent(),
                occasion.offer().extraPoints());
    }

    private static @Nullable List<String> unlessEmpty(List<String> list) {
        return list.isEmpty() ? null : list;
    }

    LocalDate[] days() {
        return days.toArray(LocalDate[]::new);
    }

    /** For each day the month of the Chinese calendar, 0 in a leap month: nobody has the birthday month then. */
    Integer[] moons() {
        return days.stream().map(LunarCalendar::of).map(CalendarWindows::moon).toArray(Integer[]::new);
    }

    private static Integer moon(LunarDate date) {
        return date.leap() ? 0 : date.month();
    }
}
