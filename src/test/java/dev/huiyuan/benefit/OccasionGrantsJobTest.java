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
        UUID member = celebrants.join(
                MonthDay.of(4, 11), LocalDate.of(2020, 1, 1), new Celebrants.Traits("ACTIVE", "black-diamond", true));
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
