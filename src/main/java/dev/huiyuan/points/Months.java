package dev.huiyuan.points;

import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Months as parameters and cursors. */
final class Months {
    private static final int LENGTH = "yyyy-MM".length();

    private Months() {}

    /** A month from {@code yyyy-MM}; problem {@code validation-failed} for anything else. */
    static YearMonth parse(String text) {
        try {
            if (text.length() == LENGTH) return YearMonth.parse(text);
        } catch (DateTimeException malformed) {
            // Refused below, like whatever has another length.
        }
        throw ProblemException.ofField("month", "format", "yyyy-MM");
    }

    /** The first instant of a month. */
    static Instant start(YearMonth month, ZoneId zone) {
        return month.atDay(1).atStartOfDay(zone).toInstant();
    }

    /** A month as the id that {@link Cursor} carries. */
    static UUID id(YearMonth month) {
        return new UUID(0, month.getYear() * 12L + month.getMonthValue() - 1);
    }

    /** The month of a cursor; null without one; problem {@code cursor-invalid} for anything else. */
    static @Nullable YearMonth ofCursor(@Nullable String cursor) {
        if (cursor == null) return null;
        UUID id = Cursor.decode(cursor);
        long number = id.getLeastSignificantBits();
        if (id.getMostSignificantBits() != 0 || number < 12 || number >= 10_000 * 12) {
            throw ProblemCode.CURSOR_INVALID.with();
        }
        return YearMonth.of((int) (number / 12), (int) (number % 12) + 1);
    }
}
