package dev.huiyuan.points.core;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What bills are called among all of their source: the number, behind the business date where that is told. A number has no
 * space, so the two parts cannot be confused.
 */
public final class BillRef {
    /** How far back a bill is looked for whose date is not told. */
    private static final int DAYS = 366;

    private BillRef() {}

    /** The reference of a bill. */
    public static String of(@Nullable LocalDate businessDate, String number) {
        return businessDate == null ? number : businessDate + " " + number;
    }

    /** Whether a reference tells the business date. */
    public static boolean isDated(String ref) {
        return ref.indexOf(' ') >= 0;
    }

    /** The number alone. */
    public static String number(String ref) {
        return ref.substring(ref.indexOf(' ') + 1);
    }

    /** The references of a number with all dates of a year up to the day after one. */
    public static List<String> ofYear(String number, LocalDate day) {
        return LongStream.rangeClosed(-1, DAYS)
                .mapToObj(back -> of(day.minusDays(back), number))
                .toList();
    }
}
