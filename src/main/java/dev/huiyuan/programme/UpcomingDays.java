package dev.huiyuan.programme;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The days of occasions that are near. */
final class UpcomingDays {
    /** How many days people look ahead, today among them. */
    static final int AHEAD = 60;

    private UpcomingDays() {}

    /**
     * The next days of each occasion, by its code.
     *
     * @param rules the rules at an instant: those that are scheduled count from their time on
     */
    static Map<String, List<LocalDate>> of(Function<Instant, ProgrammeVersion> rules, Instant now) {
        ProgrammeVersion current = rules.apply(now);
        ZoneId zone = current.rules().zone();
        LocalDate today = LocalDate.ofInstant(now, zone);
        Map<String, List<LocalDate>> upcoming = new HashMap<>();
        for (LocalDate day = today; day.isBefore(today.plusDays(AHEAD)); day = day.plusDays(1)) {
            ProgrammeVersion then = day.equals(today)
                    ? current
                    : rules.apply(day.atStartOfDay(zone).toInstant());
            for (Programme.Occasion occasion : then.occasions().on(day)) {
                upcoming.computeIfAbsent(occasion.code(), code -> new ArrayList<>())
                        .add(day);
            }
        }
        return upcoming;
    }
}
