package dev.huiyuan.benefit;

import static dev.huiyuan.benefit.Celebrants.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.job.JobRequest;
import dev.huiyuan.shared.job.JobRunner;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import dev.huiyuan.testing.Parallel;
import dev.huiyuan.testing.StaffTokens;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A member whose birthday is 9 November 2030 asks for the meal. */
@HuiyuanTest
class MealBookingTest {
    private static final UUID STORE = StaffTokens.STORE;
    private static final String MINE = "/v1/me/benefits/meal-bookings";
    private static final String STORES = "/v1/stores/" + STORE + "/meal-bookings";

    private final Celebrants celebrants;
    private final TestTokens tokens;
    private final JobRunner runner;
    private final MovableClock clock;
    private final Pool pool;
    private UUID member = new UUID(0, 0);

    MealBookingTest(Celebrants celebrants, TestTokens tokens, JobRunner runner, MovableClock clock, Pool pool) {
        this.celebrants = celebrants;
        this.tokens = tokens;
        this.runner = runner;
        this.clock = clock;
        this.pool = pool;
    }

    @BeforeEach
    void grant() {
        clock.moveTo(Instant.parse("2030-11-02T04:00:00Z"));
        member = celebrants.join(MonthDay.of(11, 9), LocalDate.of(2020, 1, 1));
        await(runner.run(new JobRequest(BirthdayJob.NAME, LocalDate.of(2030, 11, 2), null)));
    }

    @Test
    void storeConfirmsWhatTheMemberAskedFor() {
        String id = book(Map.of("note", "靠窗"))
                .then()
                .statusCode(201)
                .body("state", equalTo("REQUESTED"))
                .body("note", equalTo("靠窗"))
                .extract()
                .path("id");
        given().auth()
                .oauth2(clerk())
                .get(STORES + "?state=REQUESTED&limit=100")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(id));
        assertThat(new String(
                        await(pool.preparedQuery("select note from benefit_meal_booking where id = $1")
                                        .execute(Tuple.of(UUID.fromString(id))))
                                .iterator()
                                .next()
                                .getBuffer(0)
                                .getBytes(),
                        StandardCharsets.UTF_8))
                .as("ciphertext")
                .doesNotContain("靠窗");
        post(clerk(), STORES + "/" + id + "/confirmations", Map.of())
                .then()
                .statusCode(201)
                .body("state", equalTo("CONFIRMED"));
        post(clerk(), STORES + "/" + id + "/confirmations", Map.of())
                .then()
                .statusCode(409)
                .body("code", equalTo("meal-booking-closed"));
        post(tokens.member(member), MINE + "/" + id + "/cancellations", Map.of())
                .then()
                .statusCode(201)
                .body("state", equalTo("CANCELLED"))
                .body("reason", nullValue());
        book(Map.of()).then().statusCode(201);
    }

    @Test
    void storeDeclinesWithAReason() {
        String id = book(Map.of()).path("id");
        post(clerk(), STORES + "/" + id + "/refusals", Map.of("reason", "full house"))
                .then()
                .statusCode(400);
        post(clerk(), STORES + "/" + id + "/refusals", Map.of("reason", "FULLY_BOOKED"))
                .then()
                .statusCode(201)
                .body("reason", equalTo("FULLY_BOOKED"));
        given().auth()
                .oauth2(tokens.member(member))
                .get(MINE)
                .then()
                .statusCode(200)
                .body("items[0].state", equalTo("DECLINED"));
        post(tokens.member(member), MINE + "/" + id + "/cancellations", Map.of())
                .then()
                .statusCode(409);
    }

    @Test
    void bookingsOfOthersAreNotFound() {
        String id = book(Map.of()).path("id");
        UUID other = celebrants.join(MonthDay.of(11, 9), LocalDate.of(2020, 1, 1));
        post(tokens.member(other), MINE + "/" + id + "/cancellations", Map.of())
                .then()
                .statusCode(404);
        String elsewhere = tokens.staff(Role.CLERK, StaffTokens.OTHER_STORE, "till-m");
        post(elsewhere, "/v1/stores/" + StaffTokens.OTHER_STORE + "/meal-bookings/" + id + "/confirmations", Map.of())
                .then()
                .statusCode(404);
        post(elsewhere, STORES + "/" + id + "/confirmations", Map.of()).then().statusCode(403);
    }

    @Test
    void onlyAnUnusedGrantAndItsDaysCanBeBooked() {
        book(Map.of("benefitYear", 2029)).then().statusCode(404).body("code", equalTo("grant-not-found"));
        for (String date : List.of("2030-11-01", "2030-12-03")) {
            book(Map.of("date", date)).then().statusCode(422).body("code", equalTo("meal-date-not-allowed"));
        }
        book(Map.of("partySize", 0)).then().statusCode(400);
        book(Map.of("storeId", UUID.randomUUID())).then().body("code", equalTo("store-unknown"));
        celebrants.execute(
                "update coupon set state = 'EXPIRED', ended_at = now() where member_id = $1 and source = 'BIRTHDAY'",
                member);
        book(Map.of()).then().statusCode(409).body("code", equalTo("grant-used"));
    }

    @Test
    void oneOfManyBookingsAtOnceIsAccepted() {
        List<Integer> statuses = Parallel.run(8, i -> book(Map.of()).statusCode());
        assertThat(statuses).containsOnlyOnce(201);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(7);
    }

    private Response book(Map<String, Object> changes) {
        Map<String, Object> booking = new HashMap<>();
        booking.put("benefitYear", 2030);
        booking.put("storeId", STORE);
        booking.put("date", "2030-11-09");
        booking.put("time", "18:30:00");
        booking.put("partySize", 6);
        booking.putAll(changes);
        return post(tokens.member(member), MINE, booking);
    }

    private String clerk() {
        return tokens.staff(Role.CLERK, STORE, "till-m");
    }

    private static Response post(String token, String path, Map<String, ?> body) {
        return given().auth()
                .oauth2(token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(body)
                .post(path);
    }
}
