package dev.huiyuan.benefit;

import static dev.huiyuan.benefit.Celebrants.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.shared.job.JobRequest;
import dev.huiyuan.shared.job.JobRunner;
import dev.huiyuan.testing.HuiyuanTest;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The statement and the pure rule, side by side over birthdays, days of joining and days of running. */
@HuiyuanTest
class BirthdayGridTest {
    private static final int AHEAD = 7;
    private static final int BETWEEN = 300;

    private static final List<Birthday> BIRTHDAYS = Stream.concat(
                    Stream.of(
                                    "--01-01", "--01-03", "--01-31", "--02-01", "--02-27", "--02-28", "--02-29",
                                    "--03-01", "--12-31")
                            .map(MonthDay::parse)
                            .map(day -> new Birthday(false, day.getMonthValue(), day.getDayOfMonth())),
                    Stream.of(
                            new Birthday(true, 1, 1),
                            new Birthday(true, 1, 23),
                            new Birthday(true, 1, 30),
                            new Birthday(true, 2, 10),
                            new Birthday(true, 11, 25),
                            new Birthday(true, 12, 1),
                            new Birthday(true, 12, 29),
                            new Birthday(true, 12, 30)))
            .toList();
    private static final List<LocalDate> JOIN_DAYS = Stream.of(
                    "2020-02-29",
                    "2026-12-20",
                    "2026-12-24",
                    "2026-12-25",
                    "2026-12-27",
                    "2026-12-31",
                    "2027-01-01",
                    "2027-01-31",
                    "2027-02-20",
                    "2027-02-21",
                    "2027-02-27",
                    "2027-02-28",
                    "2027-03-01",
                    "2028-02-22",
                    "2028-02-29")
            .map(LocalDate::parse)
            .toList();
    /** Daily around the year's end and the ends of February; what lies between is missed and made up where it can be. */
    private static final List<LocalDate> RUN_DAYS = Stream.of(
                    days("2026-12-23", "2027-01-12"),
                    days("2027-02-18", "2027-03-12"),
                    days("2028-02-18", "2028-03-12"))
            .flatMap(days -> days)
            .toList();

    private final JobRunner runner;
    private final Celebrants celebrants;

    BirthdayGridTest(JobRunner runner, Celebrants celebrants) {
        this.runner = runner;
        this.celebrants = celebrants;
    }

    private record Birthday(boolean byMoon, int month, int day) {}

    private record Celebrant(UUID id, Birthday birthday, LocalDate joinedOn, Map<Integer, LocalDate> expected) {}

    @Test
    void statementGrantsWhatTheRuleSays() {
        List<Celebrant> grid = new ArrayList<>();
        for (Birthday birthday : BIRTHDAYS) {
            for (LocalDate joined : JOIN_DAYS) {
                UUID id = celebrants.join(
                        birthday.month,
                        birthday.day,
                        joined,
                        birthday.byMoon ? Celebrants.Traits.LUNAR : Celebrants.Traits.PLAIN);
                grid.add(new Celebrant(id, birthday, joined, new TreeMap<>()));
            }
        }
        for (LocalDate today : RUN_DAYS) {
            await(runner.run(new JobRequest(BirthdayJob.NAME, today, null)));
            grid.forEach(celebrant -> expect(celebrant, today));
        }
        for (Celebrant celebrant : grid) {
            assertThat(celebrants.grants(celebrant.id))
                    .as("birthday %s, joined %s", celebrant.birthday, celebrant.joinedOn)
                    .isEqualTo(celebrant.expected);
        }
        assertThat(grid.stream().filter(celebrant -> celebrant.expected.size() == 2))
                .as("the grid reaches second grants")
                .isNotEmpty();
    }

    private static void expect(Celebrant celebrant, LocalDate today) {
        for (int year = today.getYear() - 1; year <= today.getYear() + 1; year++) {
            Birthday birthday = celebrant.birthday;
            BirthdayOccasion celebrated = BirthdayOccasion.in(year, birthday.byMoon, birthday.month, birthday.day);
            @Nullable
            LocalDate last = celebrant.expected.values().stream()
                    .max(LocalDate::compareTo)
                    .orElse(null);
            boolean joined = !today.isBefore(celebrant.joinedOn);
            boolean granted = BirthdayRules.isGranted(celebrated, celebrant.joinedOn, last, today, AHEAD, BETWEEN);
            assertThat(joined || !granted).as("nobody gets it before joining").isTrue();
            if (granted) celebrant.expected.putIfAbsent(year, today);
        }
    }

    private static Stream<LocalDate> days(String first, String last) {
        return LocalDate.parse(first).datesUntil(LocalDate.parse(last).plusDays(1));
    }
}
