package dev.huiyuan.coupon;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import jakarta.validation.constraints.NotNull;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Hours of some weekdays, not past midnight. They are answered as they are sent: whole minutes, {@code 11:00}.
 *
 * @param weekdays the days; none for all
 * @param from the first moment
 * @param to the first moment that is outside again; midnight for the end of the day
 */
public record CouponWindow(
        Set<DayOfWeek> weekdays,

        @NotNull
        @JsonSerialize(using = ToStringSerializer.class)
        @Schema(implementation = String.class, examples = "11:00")
        LocalTime from,

        @NotNull
        @JsonSerialize(using = ToStringSerializer.class)
        @Schema(implementation = String.class, examples = "14:00")
        LocalTime to) {
    private static final String ALL_DAYS = "1234567";

    public CouponWindow {
        weekdays = weekdays == null ? Set.of() : Set.copyOf(weekdays);
    }

    /** Whether a local time is within. */
    public boolean contains(LocalDateTime local) {
        LocalTime time = local.toLocalTime();
        boolean day = weekdays.isEmpty() || weekdays.contains(local.getDayOfWeek());
        return day && !time.isBefore(from) && (to.equals(LocalTime.MIDNIGHT) || time.isBefore(to));
    }

    /** Whether the hours are whole minutes and end after they begin. */
    boolean isSound() {
        boolean minutes = from.truncatedTo(ChronoUnit.MINUTES).equals(from)
                && to.truncatedTo(ChronoUnit.MINUTES).equals(to);
        return minutes && (to.equals(LocalTime.MIDNIGHT) || from.isBefore(to));
    }

    /** Reads what {@link #text} wrote. */
    static CouponWindow parse(String text) {
        int space = text.indexOf(' ');
        String days = text.substring(0, space);
        Set<DayOfWeek> weekdays = EnumSet.noneOf(DayOfWeek.class);
        if (!days.equals(ALL_DAYS)) days.chars().forEach(digit -> weekdays.add(DayOfWeek.of(digit - '0')));
        String[] hours = text.substring(space + 1).split("-", 2);
        return new CouponWindow(weekdays, LocalTime.parse(hours[0]), LocalTime.parse(hours[1]));
    }

    /** As it is stored: the digits of the weekdays and the hours, {@code 12345 11:00-14:00}. */
    String text() {
        String days = weekdays.isEmpty()
                ? ALL_DAYS
                : weekdays.stream().sorted().map(day -> "" + day.getValue()).collect(Collectors.joining());
        return days + " " + from + "-" + to;
    }
}
