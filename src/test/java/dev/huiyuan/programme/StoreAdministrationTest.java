package dev.huiyuan.programme;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.Await;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class StoreAdministrationTest {
    private final TestTokens tokens;

    private final ProgrammeService programme;
    private final Pool pool;
    private final MovableClock clock;

    StoreAdministrationTest(TestTokens tokens, ProgrammeService programme, Pool pool, MovableClock clock) {
        this.tokens = tokens;
        this.programme = programme;
        this.pool = pool;
        this.clock = clock;
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

    @Test
    void scheduledChangeHoldsFromItsTimeOnAndTheHistoryStays() {
        Map<String, Object> store = newStore();
        String id = admin().body(store).post("/v1/admin/stores").path("id");
        Instant from = clock.instant().plus(Duration.ofDays(30));
        store.put("name", "新店名");
        change(id, 1, store, from)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("name", equalTo("新店名"))
                .body("state", equalTo("SCHEDULED"));
        admin().get("/v1/admin/stores/" + id)
                .then()
                .header("ETag", "\"2\"")
                .body("name", equalTo("测试店"))
                .body("state", equalTo("ACTIVE"));
        assertThat(nameOf(id)).isEqualTo("测试店");
        clock.moveTo(from.plusSeconds(1));
        assertThat(nameOf(id)).isEqualTo("新店名");
        admin().get("/v1/admin/stores/" + id + "/versions")
                .then()
                .statusCode(200)
                .body("items.version", equalTo(List.of(2, 1)))
                .body("items.name", equalTo(List.of("新店名", "测试店")))
                .body("items.state", equalTo(List.of("ACTIVE", "ENDED")))
                .body("items[0].createdBy", startsWith("staff:"));
        admin().get("/v1/admin/stores").then().body("items.find { it.id == '" + id + "' }.name", equalTo("新店名"));
    }

    @Test
    void storeThatOpensLaterTakesNoOrdersBefore() {
        Map<String, Object> store = newStore();
        Instant from = clock.instant().plus(Duration.ofDays(3));
        store.put("effectiveFrom", from.toString());
        Response created = admin().body(store).post("/v1/admin/stores");
        created.then().statusCode(201).body("state", equalTo("SCHEDULED"));
        UUID id = UUID.fromString(created.path("id"));
        assertThatThrownBy(() -> programme.requireStore(id)).hasMessage("store-unknown");
        assertThat(programme.storesByCode()).containsEntry((String) store.get("code"), id);
        assertThat(programme.storeIds()).contains(id);
        clock.moveTo(from);
        assertThat(programme.requireStore(id).open()).isTrue();
    }

    @Test
    void scheduledChangeIsWithdrawnOnceAndGivesItsTimeFree() {
        Map<String, Object> store = newStore();
        String id = admin().body(store).post("/v1/admin/stores").path("id");
        Instant from = clock.instant().plus(Duration.ofDays(30));
        store.put("open", false);
        change(id, 1, store, from).then().statusCode(200);
        change(id, 2, store, null).then().statusCode(409).body("code", equalTo("programme-versions-overlap"));
        withdraw(id, 2).then().statusCode(204);
        withdraw(id, 2).then().statusCode(409).body("code", equalTo("programme-version-not-scheduled"));
        withdraw(id, 1).then().statusCode(409);
        withdraw(id, 99).then().statusCode(404);
        given().auth()
                .oauth2(tokens.staffOfAllStores(Role.AUDITOR))
                .delete("/v1/admin/stores/" + id + "/versions/1")
                .then()
                .statusCode(403);
        change(id, 2, store, from).then().statusCode(412);
        change(id, 3, store, from).then().statusCode(200).body("version", equalTo(4));
        withdraw(id, 4).then().statusCode(204);
        clock.moveTo(from.plusSeconds(1));
        assertThat(nameOf(id)).isEqualTo("测试店");
    }

    @Test
    void changeOfThePastOrOfNextYearIsRefused() {
        Map<String, Object> store = newStore();
        String id = admin().body(store).post("/v1/admin/stores").path("id");
        for (Duration ahead : List.of(Duration.ofHours(-1), Duration.ofDays(400))) {
            change(id, 1, store, clock.instant().plus(ahead))
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("programme-time-refused"))
                    .body("errors.pointer", hasItem("/effectiveFrom"));
        }
    }

    @Test
    void codeStaysTheStoresOwnAfterItGotAnother() {
        Map<String, Object> store = newStore();
        String id = admin().body(store).post("/v1/admin/stores").path("id");
        String old = (String) store.put("code", newStore().get("code"));
        change(id, 1, store, null).then().statusCode(200);
        assertThat(programme.storesByCode()).containsEntry(old, UUID.fromString(id));
        Map<String, Object> other = newStore();
        other.put("code", old);
        admin().body(other).post("/v1/admin/stores").then().statusCode(409).body("code", equalTo("store-code-taken"));
    }

    @Test
    void versionsOfStoresNeverChange() {
        String id = admin().body(newStore()).post("/v1/admin/stores").path("id");
        for (String sql : List.of(
                "update programme_store_version set name = 'x' where store_id = $1",
                "delete from programme_store_version where store_id = $1")) {
            assertThatThrownBy(() -> Await.result(() -> pool.preparedQuery(sql).execute(Tuple.of(UUID.fromString(id)))))
                    .hasMessageContaining("append-only");
        }
    }

    private Response change(String id, int version, Map<String, Object> store, @Nullable Instant from) {
        Map<String, Object> body = new HashMap<>(store);
        if (from != null) body.put("effectiveFrom", from.toString());
        return admin().header("If-Match", "\"" + version + "\"").body(body).put("/v1/admin/stores/" + id);
    }

    private Response withdraw(String id, int version) {
        return admin().delete("/v1/admin/stores/" + id + "/versions/" + version);
    }

    private static @Nullable String nameOf(String id) {
        return given().get("/v1/stores?limit=100").path("items.find { it.id == '" + id + "' }?.name");
    }

    private RequestSpecification admin() {
        return given().contentType("application/json").auth().oauth2(tokens.staffOfAllStores(Role.ADMIN));
    }

    private static Map<String, Object> newStore() {
        String code = "T-" + ThreadLocalRandom.current().nextLong(1_000_000_000L);
        return new HashMap<>(Map.of("code", code, "name", "测试店", "city", "上海", "address", "测试路1号", "open", true));
    }
}
