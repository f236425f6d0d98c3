package dev.huiyuan.points;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.Api;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Balances at past instants, and months that follow each other. */
@HuiyuanTest
class StatementTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int STEPS = 45;

    @Inject
    Till till;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    MovableClock clock;

    @Inject
    AgedLots lots;

    @TestHTTPResource
    @Nullable
    URI address;

    @Test
    void balanceAtAnInstantIsWhatItWasThen() {
        clock.moveTo(Instant.parse("2027-03-10T04:00:00Z"));
        UUID member = members.active().id();
        Instant before = clock.instant();
        clock.advance(Duration.ofHours(1));
        till.earn(member, 100);
        clock.advance(Duration.ofDays(1));
        Instant between = clock.instant().truncatedTo(ChronoUnit.MICROS);
        clock.advance(Duration.ofDays(1));
        till.spend(member, 30);
        clock.advance(Duration.ofDays(1));

        at(member, before).then().statusCode(200).body("balance.available", equalTo(0));
        at(member, between)
                .then()
                .statusCode(200)
                .body("balance.available", equalTo(100))
                .body("at", equalTo(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(between.atZone(ZONE))))
                .body("expiring", nullValue());
        at(member, clock.instant()).then().body("balance.available", equalTo(70));
        at(member, Instant.parse("1203-01-01T00:00:00Z")).then().body("balance.available", equalTo(0));
    }

    @Test
    void instantThatIsNoneOrLiesInTheFutureIsRefused() {
        UUID member = members.active().id();
        at(member, clock.instant().plus(Duration.ofMinutes(5)))
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("at"))
                .body("errors[0].code", equalTo("out-of-range"));
        for (String wrong : List.of("yesterday", "2026-11-21", "2026-11-21T12:00:00")) {
            me(member)
                    .queryParam("at", wrong)
                    .get("/v1/me/points")
                    .then()
                    .statusCode(400)
                    .body("errors[0].code", equalTo("format"));
        }
        // An address turns an unescaped plus into a space.
        me(member)
                .queryParam("at", "2026-01-21T12:00:00 08:00")
                .get("/v1/me/points")
                .then()
                .statusCode(200);
    }

    @Test
    void whatPassingTimeDidCountsWhenItFellDue() {
        clock.moveTo(Instant.parse("2027-03-10T04:00:00Z"));
        UUID member = members.active().id();
        UUID lot = till.earn(member, 100);
        Instant expiry = clock.instant().plus(Duration.ofDays(40));
        lots.expireAt(member, lot, expiry);
        clock.advance(Duration.ofDays(100));

        for (boolean booked : new boolean[] {false, true}) {
            if (booked) till.earn(member, 7);
            at(member, expiry.minusMillis(1)).then().body("balance.available", equalTo(100));
            at(member, expiry).then().body("balance.available", equalTo(0));
            statement(member, "2027-03")
                    .then()
                    .statusCode(200)
                    .body("complete", equalTo(true))
                    .body("opening.available", equalTo(0))
                    .body("lines.type", contains("ACCRUAL"))
                    .body("closing.available", equalTo(100));
            statement(member, "2027-04")
                    .then()
                    .body("opening.available", equalTo(100))
                    .body("lines", hasSize(1))
                    .body("lines[0].type", equalTo("EXPIRY"))
                    .body("lines[0].entries", equalTo(1))
                    .body("lines[0].points", equalTo(-100))
                    .body("closing.available", equalTo(0))
                    .body("until", equalTo("2027-05-01T00:00:00+08:00"));
        }
        me(member)
                .get("/v1/me/points/statements")
                .then()
                .statusCode(200)
                .body("items.month", contains("2027-06", "2027-04", "2027-03"))
                .body("items.closing.available", contains(7, 0, 100));
    }

    @Test
    void lotThatHadExpiredWhenItWasBookedExpiresThen() {
        clock.moveTo(Instant.parse("2027-03-10T04:00:00Z"));
        UUID member = members.active().id();
        Instant booked = clock.instant();
        UUID lot = till.earn(member, 100);
        lots.expireAt(member, lot, booked.minus(Duration.ofDays(200)));
        clock.advance(Duration.ofDays(1));

        for (boolean touched : new boolean[] {false, true}) {
            if (touched) till.earn(member, 0);
            at(member, booked.minusSeconds(1)).then().body("balance.available", equalTo(0));
            at(member, booked.plusSeconds(60)).then().body("balance.available", equalTo(0));
            me(member).get("/v1/me/points/statements").then().body("items.month", contains("2027-03"));
            statement(member, "2027-03")
                    .then()
                    .body("lines.type", contains("ACCRUAL", "EXPIRY"))
                    .body("closing.available", equalTo(0));
        }
    }

    @Test
    void monthsArePaged() {
        UUID member = members.active().id();
        for (int month = 1; month <= 5; month++) {
            clock.moveTo(Instant.parse("2027-0" + month + "-10T04:00:00Z"));
            till.earn(member, 10);
        }
        List<String> seen = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            RequestSpecification page = me(member).queryParam("limit", 2);
            if (cursor != null) page.queryParam("cursor", cursor);
            Response answer = page.get("/v1/me/points/statements");
            seen.addAll(answer.path("items.month"));
            cursor = answer.path("nextCursor");
        } while (cursor != null);

        assertThat(seen).containsExactly("2027-05", "2027-04", "2027-03", "2027-02", "2027-01");
        me(member)
                .queryParam("cursor", "!")
                .get("/v1/me/points/statements")
                .then()
                .statusCode(400);
        me(member)
                .queryParam("cursor", "____________________AA")
                .get("/v1/me/points/statements")
                .then()
                .statusCode(400)
                .body("code", equalTo("cursor-invalid"));
        me(member).queryParam("limit", 0).get("/v1/me/points/statements").then().statusCode(400);
    }

    @Test
    void monthThatIsNoneOrHasNotBegunIsRefused() {
        UUID member = members.active().id();
        for (String wrong : List.of("2026-13", "2026-1", "+22026-01", "2026", "x")) {
            statement(member, wrong).then().statusCode(400).body("errors[0].pointer", equalTo("month"));
        }
        statement(
                        member,
                        YearMonth.from(clock.instant().atZone(ZONE))
                                .plusMonths(1)
                                .toString())
                .then()
                .statusCode(404)
                .body("code", equalTo("not-found"));
        statement(member, "1999-01").then().statusCode(200).body("lines", hasSize(0));
    }

    @Test
    void staffSeeStatementsAndMembersNotEachOthers() {
        UUID member = members.active().id();
        till.earn(member, 50);
        String month = YearMonth.from(clock.instant().atZone(ZONE)).toString();
        for (String path : List.of("/statements", "/statements/" + month)) {
            String address = "/v1/members/" + member + "/points" + path;
            given().auth().oauth2(till.clerk()).get(address).then().statusCode(200);
            me(members.active().id()).get(address).then().statusCode(403);
            given().auth()
                    .oauth2(tokens.staffOfAllStores(Role.MARKETING))
                    .get(address)
                    .then()
                    .statusCode(403);
            given().auth()
                    .oauth2(till.clerk())
                    .get("/v1/members/" + UUID.randomUUID() + "/points" + path)
                    .then()
                    .statusCode(404);
        }
        given().auth()
                .oauth2(till.clerk())
                .queryParam("at", clock.instant().toString())
                .get("/v1/members/" + member + "/points")
                .then()
                .statusCode(200)
                .body("balance.available", equalTo(50));
    }

    /**
     * A random year: what the member saw at each moment is what the log gives for it afterwards, and the months follow
     * each other without a gap.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anyHistoryIsReproducedFromTheLog(long seed) {
        Random random = new Random(seed);
        clock.moveTo(Instant.parse("2027-01-03T04:00:00Z"));
        UUID member = members.active().id();
        Map<Instant, JsonNode> seen = new TreeMap<>();
        History history = new History(member, random);
        for (int step = 0; step < STEPS; step++) {
            clock.advance(Duration.ofMinutes(random.nextInt(60 * 24 * 16)));
            history.step();
            Instant moment = clock.instant();
            seen.put(moment, points(member, "").path("balance"));
        }

        seen.forEach(
                (moment, balance) -> assertThat(points(member, "?at=" + moment).path("balance"))
                        .as("%s, seed %d", moment, seed)
                        .isEqualTo(balance));
        requireMonthsFollow(member);
        till.requireBalanced(member);
    }

    private void requireMonthsFollow(UUID member) {
        List<JsonNode> months = new ArrayList<>();
        points(member, "/statements?limit=100").path("items").forEach(months::addFirst);
        assertThat(months).isNotEmpty();
        @Nullable JsonNode before = null;
        YearMonth last = YearMonth.parse(months.getLast().path("month").asText());
        YearMonth first = YearMonth.parse(months.getFirst().path("month").asText());
        List<String> moving =
                months.stream().map(month -> month.path("month").asText()).toList();
        for (YearMonth month = first.minusMonths(1); !month.isAfter(last); month = month.plusMonths(1)) {
            JsonNode statement = points(member, "/statements/" + month);
            long sum = 0;
            for (JsonNode line : statement.path("lines"))
                sum += line.path("points").asLong();
            assertThat(total(statement.path("opening")) + sum)
                    .as(statement.toString())
                    .isEqualTo(total(statement.path("closing")));
            if (before != null) assertThat(statement.path("opening")).isEqualTo(before);
            assertThat(statement.path("lines").isEmpty()).isNotEqualTo(moving.contains(month.toString()));
            before = statement.path("closing");
        }
        assertThat(before).isEqualTo(points(member, "").path("balance"));
    }

    private static long total(JsonNode balance) {
        return balance.path("available").asLong()
                + balance.path("pending").asLong()
                + balance.path("held").asLong()
                - balance.path("debt").asLong();
    }

    /** What happens to a member, at random. */
    private final class History {
        private final UUID member;
        private final Random random;
        private final List<UUID> accruals = new ArrayList<>();

        private History(UUID member, Random random) {
            this.member = member;
            this.random = random;
        }

        void step() {
            switch (random.nextInt(6)) {
                case 0 -> accruals.add(till.earn(member, random.nextInt(50)));
                case 1 -> {
                    int points = 1 + random.nextInt(50);
                    UUID lot = till.earn(member, points);
                    lots.expireAt(member, lot, clock.instant().plus(Duration.ofDays(random.nextInt(90) - 5L)));
                }
                case 2 -> {
                    int points = 1 + random.nextInt(50);
                    UUID lot = lots.earnPending(member, points, Duration.ofDays(1 + random.nextInt(60)));
                    if (random.nextBoolean()) {
                        lots.expireAt(member, lot, clock.instant().plus(Duration.ofDays(61 + random.nextInt(60))));
                    }
                }
                case 3 -> {
                    long available = till.available(member);
                    if (available > 0) till.spend(member, 1 + random.nextInt((int) available));
                }
                case 4 -> {
                    if (accruals.isEmpty()) break;
                    UUID order = accruals.remove(random.nextInt(accruals.size()));
                    till.reverse("accruals", order, Map.of("refundRef", "R", "reason", "RETURNED"));
                }
                default -> {
                    // Nothing happens: only time passes.
                }
            }
        }
    }

    private JsonNode points(UUID member, String rest) {
        String base = String.valueOf(address);
        return new Api(base.substring(0, base.length() - 1))
                .get("/v1/me/points" + rest, tokens.member(member))
                .expect(200)
                .json();
    }

    private Response at(UUID member, Instant instant) {
        return me(member).queryParam("at", instant.toString()).get("/v1/me/points");
    }

    private Response statement(UUID member, String month) {
        return me(member).get("/v1/me/points/statements/" + month);
    }

    private RequestSpecification me(UUID memberId) {
        return given().auth().oauth2(tokens.member(memberId));
    }
}
