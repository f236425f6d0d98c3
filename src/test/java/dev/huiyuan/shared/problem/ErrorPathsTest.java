package dev.huiyuan.shared.problem;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.huiyuan.testing.HuiyuanTest;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class ErrorPathsTest {
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
}
