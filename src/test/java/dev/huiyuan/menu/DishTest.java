package dev.huiyuan.menu;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class DishTest {
    private static final String BEIJING = "01980000-0000-7000-8000-000000000003";
    private static final AtomicInteger CODES = new AtomicInteger();

    @Inject
    TestTokens tokens;

    private static JsonObject dish() {
        return new JsonObject()
                .put("code", "DISH-" + CODES.incrementAndGet())
                .put("categoryCode", "MAIN")
                .put("name", "回锅肉")
                .put("description", "五花肉、蒜苗")
                .put("priceFen", 4200)
                .put("storePricesFen", new JsonObject().put(BEIJING, 4600))
                .put("allergens", new JsonArray().add("soy"))
                .put("available", true);
    }

    private ValidatableResponse create(JsonObject dish) {
        return given().auth()
                .oauth2(tokens.staffOfAllStores("admin"))
                .contentType(ContentType.JSON)
                .body(dish.encode())
                .post("/v1/admin/dishes")
                .then();
    }

    private ValidatableResponse replace(String id, String version, JsonObject dish) {
        return given().auth()
                .oauth2(tokens.staffOfAllStores("admin"))
                .contentType(ContentType.JSON)
                .header("If-Match", version)
                .body(dish.encode())
                .put("/v1/admin/dishes/" + id)
                .then();
    }

    @Test
    void everybodySeesTheMenuWithTheStoresPrices() {
        String id =
                create(dish()).statusCode(201).header("ETag", "\"0\"").extract().path("id");
        given().get("/v1/dishes?limit=100")
                .then()
                .statusCode(200)
                .body("items.code", hasItem("BIRTHDAY-SET"))
                .body("items.find { it.id == '" + id + "' }.priceFen", equalTo(4200))
                .body("items.find { it.id == '" + id + "' }.category", equalTo("主菜"));
        given().get("/v1/dishes?limit=100&storeId=" + BEIJING)
                .then()
                .statusCode(200)
                .body("items.find { it.id == '" + id + "' }.priceFen", equalTo(4600));
    }

    @Test
    void unknownStoreHasNoMenu() {
        given().get("/v1/dishes?storeId=" + UUID.randomUUID())
                .then()
                .statusCode(422)
                .body("code", equalTo("store-unknown"));
    }

    @Test
    void dishIsChangedByWhoSawItsVersion() {
        JsonObject dish = dish();
        String id = create(dish).statusCode(201).extract().path("id");
        replace(id, "0", dish.copy().put("priceFen", 4400).put("storePricesFen", new JsonObject()))
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("priceFen", equalTo(4400))
                .body("storePricesFen.size()", equalTo(0));
        replace(id, "0", dish).statusCode(412).body("code", equalTo("version-stale"));
        replace(id, "1", dish.copy().put("available", false)).statusCode(200);
        given().get("/v1/dishes?limit=100").then().body("items.id", not(hasItem(id)));
    }

    @Test
    void dishThatRefersToWhatDoesNotExistIsRefused() {
        create(dish().put("categoryCode", "NONE")).statusCode(400).body("errors[0].pointer", equalTo("/categoryCode"));
        String store = UUID.randomUUID().toString();
        create(dish().put("storePricesFen", new JsonObject().put(store, 1)))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/storePricesFen/" + store));
        create(dish().put("priceFen", -1)).statusCode(400).body("errors[0].pointer", equalTo("/priceFen"));
    }

    @Test
    void codeBelongsToOneDish() {
        JsonObject dish = dish();
        create(dish).statusCode(201);
        create(dish).statusCode(409).body("code", equalTo("dish-code-taken"));
    }

    @Test
    void membersDoNotAdministerDishes() {
        given().auth()
                .oauth2(tokens.member(UUID.randomUUID()))
                .get("/v1/admin/dishes")
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(tokens.staffOfAllStores("auditor"))
                .get("/v1/admin/dishes?limit=100")
                .then()
                .statusCode(200)
                .body("items.code", hasItem("RICE"));
    }
}
