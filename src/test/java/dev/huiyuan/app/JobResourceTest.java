package dev.huiyuan.app;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.HuiyuanTest;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class JobResourceTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final TestTokens tokens;

    JobResourceTest(TestTokens tokens) {
        this.tokens = tokens;
    }

    @Test
    void administratorRunsAJobAndReadsItsResult() {
        String admin = tokens.staffOfAllStores(Role.ADMIN);
        String date = LocalDate.now(ZONE).plusDays(1).toString();
        String run = given().auth()
                .oauth2(admin)
                .queryParam("date", date)
                .post("/v1/admin/jobs/birthday/runs")
                .then()
                .statusCode(201)
                .body("state", equalTo("SUCCEEDED"))
                .body("date", equalTo(date))
                .body("result.granted", greaterThanOrEqualTo(0))
                .body("finishedAt", notNullValue())
                .extract()
                .path("id");
        given().auth()
                .oauth2(admin)
                .get("/v1/admin/jobs")
                .then()
                .statusCode(200)
                .body("items.find { it.name == 'birthday' }.lastRun.id", equalTo(run));
        given().auth()
                .oauth2(admin)
                .get("/v1/admin/jobs/birthday/runs")
                .then()
                .statusCode(200)
                .body("items[0].id", equalTo(run));
    }

    @Test
    void unknownJobAndFarDateAreRefused() {
        String admin = tokens.staffOfAllStores(Role.ADMIN);
        given().auth()
                .oauth2(admin)
                .post("/v1/admin/jobs/no-such-job/runs")
                .then()
                .statusCode(404)
                .body("code", equalTo("not-found"));
        given().auth()
                .oauth2(admin)
                .queryParam("date", LocalDate.now(ZONE).plusDays(40).toString())
                .post("/v1/admin/jobs/birthday/runs")
                .then()
                .statusCode(422)
                .body("code", equalTo("job-date-out-of-range"));
    }

    @Test
    void onlyAdministratorsRunJobs() {
        given().post("/v1/admin/jobs/birthday/runs").then().statusCode(401);
        given().auth()
                .oauth2(tokens.staffOfAllStores(Role.MANAGER))
                .post("/v1/admin/jobs/birthday/runs")
                .then()
                .statusCode(403);
    }
}
