package dev.huiyuan.benefit;

import static dev.huiyuan.benefit.Celebrants.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.job.JobRequest;
import dev.huiyuan.shared.job.JobRunner;
import dev.huiyuan.testing.Diners;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.StaffTokens;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Somebody who celebrates by the Chinese calendar, from registration to the meal. */
@HuiyuanTest
class LunarMemberTest {
    private static final LocalDate LONG_AGO = LocalDate.of(2020, 1, 1);

    private final JobRunner runner;
    private final Celebrants celebrants;
    private final TestTokens tokens;

    LunarMemberTest(JobRunner runner, Celebrants celebrants, TestTokens tokens) {
        this.runner = runner;
        this.celebrants = celebrants;
        this.tokens = tokens;
    }

    @Test
    void lunarBirthdayIsRegisteredShownAndCelebrated() {
        Diners.Diner diner = Diners.register(Map.of(
                "birthday", Map.of("calendar", "LUNAR", "month", 8, "day", 15, "leapMonth", false, "year", 1990)));
        given().auth()
                .oauth2(diner.token())
                .get("/v1/me/profile")
                .then()
                .statusCode(200)
                .body("birthday.calendar", equalTo("LUNAR"))
                .body("birthday.month", equalTo(8))
                .body("birthday.day", equalTo(15));
        run("2030-09-05");
        // 12 September 2030, a week ahead.
        assertThat(celebrants.grants(diner.id())).isEqualTo(Map.of(2030, LocalDate.of(2030, 9, 5)));
    }

    @Test
    void dateThatTheCalendarDoesNotHaveIsRefused() {
        Diners.Codes codes = Diners.stranger().codes();
        String token = Diners.registrationToken(codes);
        for (Map<String, Object> birthday : List.<Map<String, Object>>of(
                Map.of("calendar", "LUNAR", "month", 6, "day", 10, "leapMonth", true, "year", 1990),
                Map.of("calendar", "LUNAR", "month", 6, "day", 31),
                Map.of("calendar", "SOLAR", "month", 6, "day", 10, "leapMonth", true),
                Map.of("calendar", "JULIAN", "month", 6, "day", 10))) {
            int status = Diners.submit(token, Diners.registration(codes, Map.of("birthday", birthday)))
                    .statusCode();
            assertThat(status).as(birthday.toString()).isEqualTo(400);
        }
    }

    @Test
    void birthdayChangesOnlyWhenTheServiceAgreesAndEarnsNoSecondMeal() {
        Diners.Diner diner = Diners.bornOn(3, 20);
        run("2035-03-13");
        assertThat(celebrants.grants(diner.id())).hasSize(1);
        Map<String, Object> lunar = Map.of("calendar", "LUNAR", "month", 11, "day", 1);
        ask(diner.token(), Map.of("calendar", "LUNAR", "month", 11, "day", 31))
                .then()
                .statusCode(400);
        String refused =
                ask(diner.token(), lunar).then().statusCode(202).extract().path("approvalId");
        decide(tokens.member(diner.id()), refused, "APPROVE").then().statusCode(403);
        decide(tokens.staffOfAllStores(Role.SERVICE), refused, "REJECT").then().statusCode(201);
        profile(diner).body("birthday.calendar", equalTo("SOLAR"));
        String approved =
                ask(diner.token(), lunar).then().statusCode(202).extract().path("approvalId");
        given().auth()
                .oauth2(tokens.staffOfAllStores(Role.SERVICE))
                .get("/v1/members/" + diner.id() + "/change-requests")
                .then()
                .statusCode(200)
                .body("items[0].approvalId", equalTo(approved))
                .body("items[0].birthday.month", equalTo(11))
                .body("items.state", equalTo(List.of("OPEN", "REJECTED")));
        decide(tokens.staffOfAllStores(Role.SERVICE), approved, "APPROVE")
                .then()
                .statusCode(201);
        profile(diner).body("birthday.calendar", equalTo("LUNAR")).body("birthday.month", equalTo(11));
        // The first of the eleventh month is 30 November 2035.
        run("2035-11-23");
        assertThat(celebrants.grants(diner.id())).hasSize(1);
    }

    private static Response ask(String token, Map<String, Object> birthday) {
        return given().auth()
                .oauth2(token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(Map.of("birthday", birthday))
                .post("/v1/me/change-requests");
    }

    private static Response decide(String token, String approval, String decision) {
        return given().auth()
                .oauth2(token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(Map.of("decision", decision, "reason", "LOOKED_INTO"))
                .post("/v1/approvals/" + approval + "/decisions");
    }

    private static ValidatableResponse profile(Diners.Diner diner) {
        return given().auth().oauth2(diner.token()).get("/v1/me/profile").then().statusCode(200);
    }

    @Test
    void storeListsAndCompletesItsCards() {
        UUID member = celebrants.join(9, 3, LONG_AGO, new Celebrants.Traits("ACTIVE", "black-diamond", true, true));
        celebrants.execute("update member set store_id = $2 where id = $1", member, StaffTokens.OTHER_STORE);
        run("2034-10-08");
        String clerk = tokens.staff(Role.CLERK, StaffTokens.OTHER_STORE, "till-t");
        String path = "/v1/stores/" + StaffTokens.OTHER_STORE + "/tasks";
        String mine = "items.findAll { it.memberId == '" + member + "' }";
        String id = given().auth()
                .oauth2(clerk)
                .get(path + "?done=false&limit=100")
                .then()
                .statusCode(200)
                .body(mine, hasSize(1))
                .body(mine + "[0].dueOn", equalTo("2034-10-14"))
                .extract()
                .path(mine + "[0].id");
        complete(clerk, path, id, 201);
        complete(clerk, path, id, 409);
        complete(clerk, path, UUID.randomUUID().toString(), 404);
        complete(tokens.staff(Role.CLERK, StaffTokens.STORE, "till-t"), path, id, 403);
        given().auth().oauth2(clerk).get(path + "?done=false&limit=100").then().body(mine, hasSize(0));
    }

    private static void complete(String token, String path, String id, int status) {
        given().auth()
                .oauth2(token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .post(path + "/" + id + "/completions")
                .then()
                .statusCode(status);
    }

    private void run(String date) {
        await(runner.run(new JobRequest(BirthdayJob.NAME, LocalDate.parse(date), null)));
    }
}
