package dev.huiyuan.app.development;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;

import dev.huiyuan.testing.HuiyuanTest;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class StartPageTest {
    @Test
    void bareAddressLeadsToSwaggerUi() {
        given().redirects().follow(false).get("/").then().statusCode(302).header("Location", endsWith("/swagger-ui/"));
        given().get("/swagger-ui/").then().statusCode(200);
    }

    @Test
    void otherAddressIsStillNotFound() {
        given().get("/nowhere").then().statusCode(404);
    }
}
