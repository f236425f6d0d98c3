package dev.huiyuan.menu;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.huiyuan.coupon.CouponApi;
import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
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

    private ValidatableResponse retire(String id, String version) {
        return given().auth()
                .oauth2(tokens.staffOfAllStores("admin"))
                .header("If-Match", version)
                .delete("/v1/admin/dishes/" + id)
                .then();
    }

    private ValidatableResponse available(UUID store, String dish, String role, JsonObject body) {
        return given().auth()
                .oauth2(tokens.staff(role, store, "till-1"))
                .contentType(ContentType.JSON)
                .body(body.encode())
                .put("/v1/stores/" + store + "/menu/dishes/" + dish)
                .then();
    }

    private ValidatableResponse menu(UUID store) {
        return given().get("/v1/stores/" + store + "/menu?limit=100").then().statusCode(200);
    }

    @Test
    void whatADishHasIsKept() {
        JsonObject dish = dish().put("upgradeFen", 500)
                .put("pictureUrl", "https://pictures.example.com/pork.jpg")
                .put("tags", new JsonArray().add("辣").add("招牌"))
                .put("platformCodes", new JsonArray().add(platformCode("MEITUAN", "mt-" + CODES.get())));
        String id = create(dish).statusCode(201).extract().path("id");
        given().auth()
                .oauth2(tokens.staffOfAllStores("auditor"))
                .get("/v1/admin/dishes?platform=MEITUAN&platformCode="
                        + dish.getJsonArray("platformCodes").getJsonObject(0).getString("code"))
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(id)))
                .body("items[0].upgradeFen", equalTo(500))
                .body("items[0].tags", hasItem("招牌"))
                .body("items[0].storePricesFen.size()", equalTo(1))
                .body("items[0].retired", equalTo(false));
        create(dish().put("platformCodes", dish.getJsonArray("platformCodes")))
                .statusCode(409)
                .body("code", equalTo("platform-code-taken"));
    }

    private static JsonObject platformCode(String platform, String code) {
        return new JsonObject().put("platform", platform).put("code", code);
    }

    @Test
    void contentThatNobodyUnderstandsIsRefused() {
        create(dish().put("allergens", new JsonArray().add("happiness")))
                .statusCode(400)
                .body("errors[0].pointer", startsWith("/allergens"));
        create(dish().put("pictureUrl", "http://pictures.example.com/pork.jpg"))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/pictureUrl"));
        create(dish().put("platformCodes", new JsonArray().add(platformCode("meituan", ""))))
                .statusCode(400)
                .body("errors.pointer", hasItem("/platformCodes/0/platform"));
        create(dish().put("upgradeFen", -1)).statusCode(400).body("errors[0].pointer", equalTo("/upgradeFen"));
    }

    @Test
    void retiredDishIsReadableButNotSoldUntilItIsRestored() {
        JsonObject dish = dish().put("platformCodes", new JsonArray().add(platformCode("ELEME", "e-" + CODES.get())));
        String id = create(dish).statusCode(201).extract().path("id");
        retire(id, "7").statusCode(412);
        retire(id, "0").statusCode(204);
        given().get("/v1/dishes?limit=100").then().body("items.id", not(hasItem(id)));
        replace(id, "1", dish).statusCode(409).body("code", equalTo("dish-retired"));
        retire(id, "1").statusCode(409).body("code", equalTo("dish-retired"));
        create(dish().put("platformCodes", dish.getJsonArray("platformCodes"))).statusCode(201);
        given().auth()
                .oauth2(tokens.staffOfAllStores("admin"))
                .header("If-Match", "1")
                .contentType(ContentType.JSON)
                .post("/v1/admin/dishes/" + id + "/restorations")
                .then()
                .statusCode(201)
                .header("ETag", "\"2\"")
                .body("retired", equalTo(false));
    }

    @Test
    void dishThatACouponGivesAwayIsNotRetired() {
        String id = create(dish()).statusCode(201).extract().path("id");
        String code = given().auth()
                .oauth2(tokens.staffOfAllStores("admin"))
                .get("/v1/admin/dishes/" + id)
                .then()
                .statusCode(200)
                .extract()
                .path("code");
        JsonObject template = CouponApi.values().put("kind", "EXCHANGE").put("dishCode", code);
        template.remove("amountOffFen");
        given().auth()
                .oauth2(tokens.staffOfAllStores("marketing"))
                .contentType(ContentType.JSON)
                .body(template.encode())
                .post("/v1/admin/coupon-templates")
                .then()
                .statusCode(201);
        retire(id, "0")
                .statusCode(409)
                .body("code", equalTo("dish-referred"))
                .body("detail", containsString(template.getString("code")));
    }

    @Test
    void storeThatSoldOutShowsItAndOneThatDoesNotHaveItDoesNot() {
        UUID store = UUID.fromString(BEIJING);
        String id = create(dish()).statusCode(201).extract().path("id");
        menu(store).body("items.find { it.id == '" + id + "' }.available", equalTo(true));
        available(store, id, "clerk", new JsonObject().put("state", "SOLD_OUT")).statusCode(200);
        menu(store).body("items.find { it.id == '" + id + "' }.available", equalTo(false));
        available(store, id, "clerk", new JsonObject().put("state", "OFF")).statusCode(403);
        available(store, id, "manager", new JsonObject().put("state", "OFF")).statusCode(200);
        menu(store).body("items.id", not(hasItem(id)));
        given().get("/v1/dishes?limit=100").then().body("items.id", hasItem(id));
        available(store, id, "manager", new JsonObject().put("state", "AVAILABLE"))
                .statusCode(200);
        menu(store).body("items.find { it.id == '" + id + "' }.available", equalTo(true));
    }

    @Test
    void availabilityOfWhatIsNotOnesOwnIsRefused() {
        UUID store = UUID.fromString(BEIJING);
        JsonObject soldOut = new JsonObject().put("state", "SOLD_OUT");
        available(store, UUID.randomUUID().toString(), "manager", soldOut).statusCode(404);
        given().auth()
                .oauth2(tokens.staff("manager", CouponApi.STORE, "till-1"))
                .contentType(ContentType.JSON)
                .body(soldOut.encode())
                .put("/v1/stores/" + store + "/menu/dishes/01980000-0000-7000-8000-000000000215")
                .then()
                .statusCode(403)
                .body("code", equalTo("store-not-allowed"));
        given().get("/v1/stores/" + UUID.randomUUID() + "/menu").then().statusCode(404);
    }

    @Test
    void menuIsReadPageByPage() {
        List<String> all = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Response page = given().get("/v1/dishes?limit=3" + (cursor == null ? "" : "&cursor=" + cursor));
            page.then().statusCode(200);
            all.addAll(page.path("items.id"));
            cursor = page.path("nextCursor");
        } while (cursor != null && all.size() < 500);
        assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThan(5);
    }

    @Test
    void platformsCallStoresByTheirOwnNames() {
        JsonObject name = new JsonObject()
                .put("platform", "DOUYIN")
                .put("code", "shop/" + CODES.incrementAndGet())
                .put("storeId", BEIJING);
        String id = platformStore(name).statusCode(201).extract().path("id");
        platformStore(name).statusCode(409).body("code", equalTo("platform-code-taken"));
        platformStore(name.copy().put("storeId", UUID.randomUUID().toString()))
                .statusCode(422)
                .body("code", equalTo("store-unknown"));
        given().auth()
                .oauth2(tokens.staffOfAllStores("admin"))
                .get("/v1/admin/platform-stores?platform=DOUYIN&limit=100")
                .then()
                .body("items.id", hasItem(id));
        given().auth()
                .oauth2(tokens.staffOfAllStores("admin"))
                .contentType(ContentType.JSON)
                .delete("/v1/admin/platform-stores/" + id)
                .then()
                .statusCode(204);
        platformStore(name).statusCode(201);
    }

    private ValidatableResponse platformStore(JsonObject name) {
        return given().auth()
                .oauth2(tokens.staffOfAllStores("admin"))
                .contentType(ContentType.JSON)
                .body(name.encode())
                .post("/v1/admin/platform-stores")
                .then();
    }
}
