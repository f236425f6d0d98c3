package dev.huiyuan.shared.parameter;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@HuiyuanTest
class QueryValuesTest {
    @Inject
    TestTokens tokens;

    private RequestSpecification admin(String language) {
        return given().auth().oauth2(tokens.staffOfAllStores("admin")).header("Accept-Language", language);
    }

    private static void refused(Response response, String parameter, String detail) {
        response.then()
                .statusCode(400)
                .body("code", equalTo("validation-failed"))
                .body("errors[0].pointer", equalTo(parameter))
                .body("errors[0].code", equalTo("format"))
                .body("errors[0].detail", containsString(detail));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
                /v1/admin/dishes?limit=abc                      | limit   | 整数   | whole number
                /v1/admin/dishes?limit=1.5                      | limit   | 整数   | whole number
                /v1/admin/dishes?limit=                         | limit   | 整数   | whole number
                /v1/admin/dishes?limit=99999999999999999999     | limit   | 2147483647 | 2147483647
                /v1/admin/platform-stores?storeId=here          | storeId | UUID   | UUID
                /v1/admin/platform-stores?storeId=1-1-1-1-1     | storeId | UUID   | UUID
                """)
    void valuesOfAnotherTypeAreRefusedByName(String path, String parameter, String zh, String en) {
        boolean range = zh.startsWith("2");
        for (String language : new String[] {"zh", "en"}) {
            Response response = admin(language).get(path);
            String detail = language.equals("zh") ? zh : en;
            if (range) response.then().statusCode(400).body("errors[0].detail", containsString(detail));
            else refused(response, parameter, detail);
        }
    }

    @Test
    void valuesOutsideOfAListOrCalendarAreRefusedByName() {
        String me = tokens.member(UUID.randomUUID());
        refused(given().auth().oauth2(me).get("/v1/me/points/entries?type=NOPE"), "type", "REDEMPTION");
        refused(admin("zh").post("/v1/admin/jobs/birthday/runs?date=foo"), "date", "2026-11-21");
        refused(
                admin("en")
                        .contentType("text/csv")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .body("x")
                        .post("/v1/admin/dishes/uploads?mode=FOO"),
                "mode",
                "must be one of: ALL, GOOD");
    }

    @Test
    void aValueIsSaidOnce() {
        admin("zh").get("/v1/admin/dishes?limit=1&limit=2").then().statusCode(400);
        admin("zh").get("/v1/admin/dishes?limit=1&categoryCode=MAIN").then().statusCode(200);
    }

    @Test
    void readableValuesAreTaken() {
        admin("zh").get("/v1/admin/dishes?limit=1").then().statusCode(200).body("items.size()", equalTo(1));
        admin("zh")
                .get("/v1/admin/platform-stores?storeId=" + UUID.randomUUID())
                .then()
                .statusCode(200);
        refusedRange("0");
        refusedRange("101");
    }

    private void refusedRange(String limit) {
        admin("zh")
                .get("/v1/admin/dishes?limit=" + limit)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("limit"))
                .body("errors[0].code", equalTo("out-of-range"));
    }

    @Test
    void aPathWithoutAnIdNamesNothing() {
        admin("zh").get("/v1/admin/dishes/none").then().statusCode(404).body("code", equalTo("not-found"));
    }

    @Test
    void whoIsNotSignedInLearnsNothingAboutParameters() {
        given().get("/v1/admin/dishes?limit=abc").then().statusCode(401);
    }
}
