package dev.huiyuan.points;

import static io.restassured.RestAssured.given;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.shared.caller.Role;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Stores that tests open and close. */
@Singleton
class Stores {
    private final TestTokens tokens;

    Stores(TestTokens tokens) {
        this.tokens = tokens;
    }

    /** A new store that takes orders. */
    UUID open() {
        return UUID.fromString(admin().body(store(true))
                .post("/v1/admin/stores")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    /** Opens or closes a store that stands at a version. */
    void change(UUID id, int version, boolean open) {
        admin().header("If-Match", "\"" + version + "\"")
                .body(store(open))
                .put("/v1/admin/stores/" + id)
                .then()
                .statusCode(200);
    }

    private static Map<String, Object> store(boolean open) {
        String code = "P-" + ThreadLocalRandom.current().nextLong(1_000_000_000L);
        return Map.of("code", code, "name", "测试店", "city", "上海", "address", "测试路2号", "open", open);
    }

    private RequestSpecification admin() {
        return given().contentType("application/json").auth().oauth2(tokens.staffOfAllStores(Role.ADMIN));
    }
}
