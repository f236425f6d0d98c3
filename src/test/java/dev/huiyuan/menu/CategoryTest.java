package dev.huiyuan.menu;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class CategoryTest {
    private static final String CATEGORIES = "/v1/admin/dish-categories";
    private static final AtomicInteger CODES = new AtomicInteger();

    @Inject
    TestTokens tokens;

    private static JsonObject values() {
        return new JsonObject()
                .put("code", "CATEGORY-" + CODES.incrementAndGet())
                .put("name", "汤羹")
                .put("sort", 25);
    }

    private RequestSpecification admin() {
        return given().auth().oauth2(tokens.staffOfAllStores("admin")).contentType(ContentType.JSON);
    }

    private String created(JsonObject values) {
        return admin().body(values.encode())
                .post(CATEGORIES)
                .then()
                .statusCode(201)
                .header("ETag", "\"0\"")
                .extract()
                .path("id");
    }

    @Test
    void categoryIsChangedByWhoSawItsVersion() {
        JsonObject values = values();
        String id = created(values);
        admin().body(values.encode())
                .post(CATEGORIES)
                .then()
                .statusCode(409)
                .body("code", equalTo("category-code-taken"));
        admin().header("If-Match", "0")
                .body(values.copy().put("name", "靓汤").encode())
                .put(CATEGORIES + "/" + id)
                .then()
                .statusCode(200)
                .body("name", equalTo("靓汤"))
                .body("version", equalTo(1));
        admin().header("If-Match", "0")
                .body(values.encode())
                .put(CATEGORIES + "/" + id)
                .then()
                .statusCode(412);
        admin().header("If-Match", "1")
                .body(values.copy().put("code", "OTHER").encode())
                .put(CATEGORIES + "/" + id)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/code"));
        admin().get(CATEGORIES + "?limit=100").then().statusCode(200).body("items.id", hasItem(id));
    }

    @Test
    void anyVersionMatchesAStarAndNoneWhatIsNoTag() {
        JsonObject values = values();
        String path = CATEGORIES + "/" + created(values);
        admin().header("If-Match", "*").body(values.encode()).put(path).then().statusCode(200);
        admin().header("If-Match", "W/\"1\"")
                .body(values.encode())
                .put(path)
                .then()
                .statusCode(412);
        admin().header("If-Match", "\"x\"")
                .body(values.encode())
                .put(path)
                .then()
                .statusCode(412);
        for (String malformed : List.of("one", "\"1", "1, 2")) {
            admin().header("If-Match", malformed)
                    .body(values.encode())
                    .put(path)
                    .then()
                    .statusCode(400)
                    .body("errors[0].pointer", equalTo("If-Match"));
        }
        admin().header("If-Match", "*")
                .body(values.encode())
                .put(CATEGORIES + "/" + UUID.randomUUID())
                .then()
                .statusCode(404);
    }

    @Test
    void onlyAnEmptyCategoryIsDeleted() {
        String id = created(values());
        admin().delete(CATEGORIES + "/" + id).then().statusCode(428);
        admin().header("If-Match", "0").delete(CATEGORIES + "/" + id).then().statusCode(204);
        admin().get(CATEGORIES + "/" + id).then().statusCode(404).body("code", equalTo("category-not-found"));
        admin().header("If-Match", "0")
                .delete(CATEGORIES + "/01980000-0000-7000-8000-000000000201")
                .then()
                .statusCode(409)
                .body("code", equalTo("category-in-use"));
    }

    @Test
    void membersDoNotAdministerCategories() {
        given().auth()
                .oauth2(tokens.member(UUID.randomUUID()))
                .get(CATEGORIES)
                .then()
                .statusCode(403);
    }
}
