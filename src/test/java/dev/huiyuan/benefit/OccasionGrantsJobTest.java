package dev.huiyuan.benefit;

import static dev.huiyuan.benefit.Celebrants.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.job.JobRequest;
import dev.huiyuan.shared.job.JobRunner;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole job, by versions of the programme that hold in a year of their own and are withdrawn afterwards. */
@HuiyuanTest
class OccasionGrantsJobTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate FIRST = LocalDate.of(2037, 5, 1);
    /** Years after {@link #FIRST}: what the other test celebrates is none of this one's. */
    private static final LocalDate MOVED = LocalDate.of(2043, 5, 1);

    private final Celebrants celebrants;
    private final ProgrammeService programme;
    private final JobRunner runner;
    private final MovableClock clock;
    private final Json json;

    OccasionGrantsJobTest(
            Celebrants celebrants, ProgrammeService programme, JobRunner runner, MovableClock clock, Json json) {
        this.celebrants = celebrants;
        this.programme = programme;
        this.runner = runner;
        this.clock = clock;
        this.json = json;
    }

    @AfterEach
    void withdraw() {
        clock.reset();
        celebrants.execute(
                "update programme_version set withdrawn_at = now(), withdrawn_by = 'test' where created_by = $1 and withdrawn_at is null",
                "occasion-job-test");
        await(programme.refresh());
    }

    @Test
    void weekThatIsCorrectedWhileItRunsGrantsOnceAndNextYearAgain() {
        UUID member = diamond();
        activate(FIRST.minusDays(10), FIRST, FIRST.plusDays(6));
        activate(FIRST.plusDays(1), FIRST.plusDays(2), FIRST.plusDays(8));
        activate(FIRST.plusDays(100), FIRST.plusYears(1), FIRST.plusYears(1).plusDays(6));
        run(FIRST);
        assertThat(celebrants.coupons(member, "DRINK")).isEqualTo(1);
        for (int day = 1; day < 9; day++) run(FIRST.plusDays(day));
        assertThat(celebrants.coupons(member, "DRINK")).isEqualTo(1);
        run(FIRST.plusYears(1));
        run(FIRST.plusYears(1).plusDays(1));
        assertThat(celebrants.coupons(member, "DRINK")).isEqualTo(2);
    }

    @Test
    void weekThatIsMovedToOtherDaysWhileItRunsGrantsOnceAndALaterOneAgain() {
        UUID member = diamond();
        activate(MOVED.minusDays(10), MOVED, MOVED.plusDays(4));
        activate(MOVED.plusDays(1), MOVED.plusDays(9), MOVED.plusDays(13));
        activate(MOVED.plusDays(20), MOVED.plusDays(40), MOVED.plusDays(42));
        run(MOVED);
        assertThat(celebrants.coupons(member, "DRINK")).isEqualTo(1);
        UUID late = diamond();
        for (int day = 1; day < 15; day++) run(MOVED.plusDays(day));
        assertThat(celebrants.coupons(member, "DRINK")).isEqualTo(1);
        assertThat(celebrants.coupons(late, "DRINK")).isEqualTo(1);
        // The moved one took place: this is another celebration.
        run(MOVED.plusDays(40));
        assertThat(celebrants.coupons(member, "DRINK")).isEqualTo(2);
        assertThat(celebrants.coupons(late, "DRINK")).isEqualTo(2);
    }

    @Test
    void weekThatIsMovedOverTheTurnOfTheYearGrantsOnceAndNextYearAgain() {
        UUID member = diamond();
        LocalDate eve = LocalDate.of(2045, 12, 30);
        activate(eve.minusDays(10), eve, eve.plusDays(2));
        activate(eve.plusDays(1), eve.plusDays(6), eve.plusDays(8));
        activate(eve.plusDays(100), eve.plusYears(1), eve.plusYears(1).plusDays(2));
        for (int day = 0; day < 9; day++) run(eve.plusDays(day));
        assertThat(celebrants.coupons(member, "DRINK")).isEqualTo(1);
        run(eve.plusYears(1));
        assertThat(celebrants.coupons(member, "DRINK")).isEqualTo(2);
    }

    private UUID diamond() {
        return celebrants.join(
                MonthDay.of(4, 11), LocalDate.of(2020, 1, 1), new Celebrants.Traits("ACTIVE", "black-diamond", true));
    }

    private void run(LocalDate day) {
        clock.moveTo(day.atTime(9, 0).atZone(ZONE).toInstant());
        await(runner.run(new JobRequest(OccasionGrantsJob.NAME, day, null)));
    }

    /** The rules of now with one occasion, from the beginning of a day on. */
    private void activate(LocalDate from, LocalDate first, LocalDate last) {
        Programme rules = programme.current();
        JsonArray none = new JsonArray();
        JsonObject range = new JsonObject().put("first", first.toString()).put("last", last.toString());
        JsonObject occasion = new JsonObject()
                .put("code", "golden-week")
                .put("name", "黄金周")
                .put(
                        "days",
                        new JsonObject()
                                .put("ofMonth", none)
                                .put("ofYear", none)
                                .put("lunar", none)
                                .put("weekdays", none)
                                .put("ranges", new JsonArray().add(range)))
                .put("hours", none)
                .put("stores", none)
                .put("channels", none)
                .put("tiers", new JsonArray().add("black-diamond"))
                .put(
                        "offer",
                        new JsonObject()
                                .put("discountPercent", 0)
                                .put("multiplierPercent", 100)
                                .put("extraPoints", 0)
                                .put("couponTemplate", "DRINK"));
        JsonObject document = new JsonObject(json.text(rules)).put("calendar", new JsonArray().add(occasion));
        celebrants.execute("""
                insert into programme_version (version, effective_from, document, origin, created_at, created_by)
                select max(version) + 1, $1, $2::text::jsonb, 'DRAFT', now(), 'occasion-job-test' from programme_version
                """, from.atStartOfDay(ZONE).toOffsetDateTime(), document.encode());
        await(programme.refresh());
    }
}
