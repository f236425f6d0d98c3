package dev.huiyuan.programme;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class StoreAdministrationTest {
    private final TestTokens tokens;

    StoreAdministrationTest(TestTokens tokens) {
        this.tokens = tokens;
    }

    @Test
    void anybodyReadsTheProgrammeAndItsStores() {
        given().get("/v1/programme")
                .then()
                .statusCode(200)
                .body("zone", equalTo("Asia/Shanghai"))
                .body("benefits.code", hasItems("welcome-coupon", "birthday-meal"))
                .body("benefits.title", hasItem("每月8日会员日8.8折，赠小菜一份"))
                .body("benefits.title", hasItem("生日月2倍积分"))
                .body("tiers.code", equalTo(java.util.List.of("member", "silver", "gold", "black-diamond")))
                .body("tiers.thresholdVisits", equalTo(java.util.List.of(0, 0, 0, 0)))
                .body("calendar.code", hasItems("member-day", "spring-festival", "mid-autumn"))
                .body("calendar[0].offer.freeItem", equalTo("小菜一份"))
                .body("notices.membership", equalTo("2026-01"));
        given().get("/v1/stores?limit=100").then().statusCode(200).body("items.code", hasItems("SH-001", "BJ-001"));
    }

    @Test
    void storesArePaged() {
        String next = given().get("/v1/stores?limit=1")
                .then()
                .body("items", hasSize(1))
                .extract()
                .path("nextCursor");
        String first = given().get("/v1/stores?limit=1").path("items[0].id");
        given().queryParam("cursor", next)
                .get("/v1/stores?limit=1")
                .then()
                .statusCode(200)
                .body("items[0].id", not(equalTo(first)));
        given().get("/v1/stores?cursor=nonsense!").then().statusCode(400).body("code", equalTo("cursor-invalid"));
        given().get("/v1/stores?limit=0").then().statusCode(400);
    }

    @Test
    void storeIsOpenedChangedAndSeenAtOnce() {
        Map<String, Object> store = newStore();
        Response created = admin().body(store).post("/v1/admin/stores");
        created.then().statusCode(201).header("ETag", "\"1\"").body("version", equalTo(1));
        String id = created.path("id");
        given().get("/v1/stores?limit=100").then().body("items.id", hasItem(id));
        store.put("open", false);
        admin().header("If-Match", "\"1\"")
                .body(store)
                .put("/v1/admin/stores/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("open", equalTo(false));
        given().get("/v1/stores?limit=100").then().body("items.id", not(hasItem(id)));
        admin().get("/v1/admin/stores").then().statusCode(200).body("items[0].id", equalTo(id));
    }

    @Test
    void changeNeedsTheVersionThatWasSeen() {
        Map<String, Object> store = newStore();
        String id = admin().body(store).post("/v1/admin/stores").path("id");
        String path = "/v1/admin/stores/" + id;
        admin().body(store).put(path).then().statusCode(428).body("code", equalTo("version-required"));
        store.put("version", 1);
        store.put("name", "新名");
        admin().body(store).put(path).then().statusCode(200).body("version", equalTo(2));
        admin().body(store).put(path).then().statusCode(412).body("code", equalTo("version-stale"));
    }

    @Test
    void takenCodeAndUnknownStoreAreRefused() {
        Map<String, Object> store = newStore();
        admin().body(store).post("/v1/admin/stores").then().statusCode(201);
        admin().body(store).post("/v1/admin/stores").then().statusCode(409).body("code", equalTo("store-code-taken"));
        store.put("version", 1);
        admin().body(store)
                .put("/v1/admin/stores/01980000-0000-7000-8000-00000000ffff")
                .then()
                .statusCode(404);
        store.put("code", "lower case");
        admin().body(store).post("/v1/admin/stores").then().statusCode(400).body("errors.pointer", hasItem("/code"));
    }

    @Test
    void onlyAdministratorsChangeStores() {
        given().contentType("application/json")
                .body(newStore())
                .auth()
                .oauth2(tokens.staffOfAllStores(Role.MANAGER))
                .post("/v1/admin/stores")
                .then()
                .statusCode(403);
    }

    private RequestSpecification admin() {
        return given().contentType("application/json").auth().oauth2(tokens.staffOfAllStores(Role.ADMIN));
    }

    private static Map<String, Object> newStore() {
        String code = "T-" + ThreadLocalRandom.current().nextLong(1_000_000_000L);
        return new HashMap<>(Map.of("code", code, "name", "测试店", "city", "上海", "address", "测试路1号", "open", true));
    }
}
