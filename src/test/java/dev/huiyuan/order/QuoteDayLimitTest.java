package dev.huiyuan.order;

import static dev.huiyuan.member.NewMembers.await;
import static dev.huiyuan.order.QuoteDesk.basket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.points.DayEarnings;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Quotes under a limit of points a day, by a version of the programme of a year of its own that is withdrawn afterwards. */
@HuiyuanTest
class QuoteDayLimitTest {
    private static final OffsetDateTime BEGIN = OffsetDateTime.parse("2041-03-01T00:00:00+08:00");
    private static final OffsetDateTime NOON = BEGIN.plusHours(12);

    private final QuoteDesk desk;
    private final DayEarnings earnings;
    private final ProgrammeService programme;
    private final MovableClock clock;
    private final Pool pool;
    private final Json json;

    QuoteDayLimitTest(
            QuoteDesk desk,
            DayEarnings earnings,
            ProgrammeService programme,
            MovableClock clock,
            Pool pool,
            Json json) {
        this.desk = desk;
        this.earnings = earnings;
        this.programme = programme;
        this.clock = clock;
        this.pool = pool;
        this.json = json;
    }

    @BeforeEach
    void limitDays() {
        JsonObject document = new JsonObject(json.text(programme.current()));
        document.getJsonObject("earning").put("maxPointsPerDay", 100);
        desk.execute("""
                insert into programme_version (version, effective_from, document, origin, created_at, created_by)
                select max(version) + 1, $1, $2::text::jsonb, 'DRAFT', now(), 'day-limit-test' from programme_version
                """, BEGIN, document.encode());
        await(programme.refresh());
        clock.moveTo(NOON.toInstant());
    }

    @AfterEach
    void withdraw() {
        clock.reset();
        desk.execute("""
                update programme_version set withdrawn_at = now(), withdrawn_by = 'test'
                where created_by = $1 and withdrawn_at is null
                """, "day-limit-test");
        await(programme.refresh());
    }

    private void quotes(UUID member, int points) {
        desk.mine(member, basket("MAPO-TOFU", 3200, 2))
                .then()
                .statusCode(200)
                .body("earned.basisFen", equalTo(6400))
                .body("earned.points", equalTo(points));
    }

    @Test
    void whatTheDayHasEarnedAlreadyIsNotEarnedAgain() {
        UUID member = desk.member("member");
        quotes(member, 64);
        desk.earn(member, 30);
        quotes(member, 64);
        desk.earn(member, 40);
        quotes(member, 30);
        desk.earn(member, 50);
        quotes(member, 0);
        // Another day, another member.
        quotes(desk.member("member"), 64);
        clock.moveTo(NOON.plusHours(12).toInstant());
        quotes(member, 64);
    }

    @Test
    void earningsOfADayAreReadForManyAndOnlyUnderALimit() {
        UUID one = desk.member("member");
        UUID other = desk.member("member");
        UUID none = desk.member("member");
        desk.earn(one, 30);
        desk.earn(one, 5);
        desk.earn(other, 7);
        List<UUID> all = List.of(one, other, none);
        Map<UUID, Long> earned =
                await(pool.withConnection(connection -> earnings.of(connection, all, clock.instant())));
        assertThat(earned).isEqualTo(Map.of(one, 35L, other, 7L));
        // Nothing is asked: it would fail on a connection that is closed.
        Instant before = BEGIN.minusDays(1).toInstant();
        Map<UUID, Long> unlimited = await(pool.getConnection()
                .call(connection -> connection.close())
                .chain(closed -> earnings.of(closed, all, before)));
        assertThat(unlimited).isEmpty();
    }
}
