package dev.huiyuan.shared.problem;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class ErrorPathsTest {
    @Inject
    TestTokens tokens;

    @Test
    void unknownAddressIsAProblem() {
        given().get("/v1/no-such-thing")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("not-found"))
                .body("type", equalTo("urn:huiyuan:problem:not-found"))
                .body("title", equalTo("未找到"))
                .body("traceId", matchesPattern("[0-9a-f]{32}"));
    }

    @Test
    void problemIsEnglishWhereTheCallerPrefersIt() {
        given().header("Accept-Language", "en-US,zh;q=0.5")
                .get("/v1/no-such-thing")
                .then()
                .body("title", equalTo("Not found"));
    }

    @Test
    void brokenJsonIsMalformed() {
        problem(sent("{\"memberId\":", "application/json"), 400, "request-malformed");
        problem(sent("{}", "application/json"), 400, "validation-failed");
    }

    @Test
    void otherContentThanJsonIsRefused() {
        problem(sent("{}", "text/plain"), 415, "unsupported-media-type");
    }

    @Test
    void bodyBeyondTheLimitIsRefused() {
        problem(sent("{\"a\":\"" + "x".repeat(300_000) + "\"}", "application/json"), 413, "payload-too-large");
    }

    private Response sent(String body, String contentType) {
        return given().auth()
                .oauth2(tokens.staffOfAllStores(Role.ADMIN))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(contentType)
                .body(body)
                .post("/v1/points/accruals");
    }

    @Test
    void callersWithoutATokenSignInFirst() {
        problem(given().get("/v1/admin/stores"), 401, "unauthenticated").header("WWW-Authenticate", "Bearer");
        problem(as("no-token").get("/v1/admin/stores"), 401, "token-invalid").header("WWW-Authenticate", "Bearer");
        String token = tokens.staffOfAllStores(Role.ADMIN);
        int last = token.length() - 10;
        String forged = token.substring(0, last) + (token.charAt(last) == 'A' ? 'B' : 'A') + token.substring(last + 1);
        problem(as(forged).get("/v1/admin/stores"), 401, "token-invalid");
        as(token).get("/v1/admin/stores").then().statusCode(200);
    }

    @Test
    void callersOfAnotherRoleAreForbidden() {
        problem(as(tokens.staffOfAllStores(Role.AUDITOR)).get("/v1/me/points"), 403, "forbidden");
        problem(as(tokens.member(UUID.randomUUID())).get("/v1/admin/stores"), 403, "forbidden");
        as(tokens.staffOfAllStores(Role.ADMIN)).get("/v1/admin/stores").then().statusCode(200);
    }

    @Test
    void otherMethodsAndFormatsAreRefused() {
        problem(as(tokens.staffOfAllStores(Role.ADMIN)).delete("/v1/points/accruals"), 405, "method-not-allowed");
        problem(given().accept("text/csv").get("/v1/programme"), 406, "not-acceptable");
        given().accept("application/json").get("/v1/programme").then().statusCode(200);
    }

    @Test
    void aRefusedMethodIsAnsweredWithThoseThatThereAre() {
        String admin = tokens.staffOfAllStores(Role.ADMIN);
        as(admin).delete("/v1/points/accruals").then().statusCode(405).header("Allow", "POST");
        as(admin).delete("/v1/admin/stores").then().statusCode(405).header("Allow", "GET, HEAD, POST");
        as(admin)
                .post("/v1/admin/dishes/" + UUID.randomUUID())
                .then()
                .statusCode(405)
                .header("Allow", "DELETE, GET, HEAD, PUT");
    }

    @Test
    void aLongAddressIsAProblem() {
        String long5000 = "x".repeat(5_000);
        problem(given().get("/v1/programme?q=" + long5000), 414, "uri-too-long");
        given().get("/v1/programme?q=" + "x".repeat(3_000)).then().statusCode(200);
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token);
    }

    private static ValidatableResponse problem(Response response, int status, String code) {
        return response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("code", equalTo(code))
                .body("type", equalTo("urn:huiyuan:problem:" + code))
                .body("traceId", matchesPattern("[0-9a-f]{32}"));
    }
}
