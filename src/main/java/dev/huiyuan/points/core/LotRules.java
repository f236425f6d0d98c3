package dev.huiyuan.points.core;

import dev.huiyuan.programme.Programme;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** When points expire. Expiry is at the end of a day in the programme's zone. */
final class LotRules {
    private LotRules() {}

    /** The first instant at which points are gone that were earned at an instant; null when they stay. */
    static @Nullable Instant expiresAt(Instant earnedAt, Programme programme) {
        Programme.Points rules = programme.points();
        LocalDate earned = earnedAt.atZone(programme.zone()).toLocalDate();
        LocalDate last = earned.plusMonths(rules.expiryMonths());
        return switch (rules.expiry()) {
            case NONE, SLIDING -> null;
            case MONTHS -> endOf(last, programme.zone());
            case END_OF_MONTH -> endOf(YearMonth.from(last).atEndOfMonth(), programme.zone());
            case END_OF_YEAR -> endOf(LocalDate.of(last.getYear(), 12, 31), programme.zone());
        };
    }

    /** When points without a date of their own are gone that nobody touches from now on; null when they stay. */
    static @Nullable Instant inactiveAt(Instant now, Programme programme) {
        if (programme.points().expiry() != Programme.Expiry.SLIDING) return null;
        LocalDate today = now.atZone(programme.zone()).toLocalDate();
        return endOf(today.plusMonths(programme.points().expiryMonths()), programme.zone());
    }

    /** When points are gone that return to a lot which has expired in between. */
    static Instant graceEndsAt(Instant now, Programme programme) {
        LocalDate last = now.atZone(programme.zone())
                .toLocalDate()
                .plusDays(programme.points().graceLotDays());
        return endOf(last, programme.zone());
    }

    private static Instant endOf(LocalDate day, ZoneId zone) {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
