package dev.huiyuan.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An order is for a store as it was when the order was paid: tills that were offline report it later. */
@HuiyuanTest
class OrderStoreTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final OrderApi api;
    private final TestTokens tokens;
    private final MovableClock clock;
    private final Instant now = Instant.now();

    OrderStoreTest(OrderApi api, TestTokens tokens, MovableClock clock) {
        this.api = api;
        this.tokens = tokens;
        this.clock = clock;
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private JsonObject values(boolean open, Instant from) {
        return new JsonObject()
                .put(
                        "code",
                        "T-" + UUID.randomUUID().toString().substring(0, 13).toUpperCase(java.util.Locale.ROOT))
                .put("name", "测试店")
                .put("city", "上海")
                .put("address", "测试路1号")
                .put("open", open)
                .put("effectiveFrom", from.toString());
    }

    /** A store that opens at a time. */
    private JsonObject store(Instant from) {
        JsonObject values = values(true, from);
        Response created = admin().body(values.encode()).post("/v1/admin/stores");
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        return values.put("id", created.<String>path("id"));
    }

    private void change(JsonObject store, int version, boolean open, Instant from) {
        JsonObject values = values(open, from).put("code", store.getString("code"));
        admin().header("If-Match", "\"" + version + "\"")
                .body(values.encode())
                .put("/v1/admin/stores/" + store.getString("id"))
                .then()
                .statusCode(200);
    }

    private io.restassured.specification.RequestSpecification admin() {
        return given().auth()
                .oauth2(tokens.staffOfAllStores(Role.ADMIN))
                .header("Idempotency-Key", OrderApi.key())
                .contentType("application/json");
    }

    private Response place(JsonObject store, Instant occurredAt) {
        UUID id = UUID.fromString(store.getString("id"));
        JsonObject order =
                api.order(api.member(0)).put("storeId", id.toString()).put("occurredAt", occurredAt.toString());
        return api.place(tokens.staff(Role.CLERK, id, OrderApi.TERMINAL), OrderApi.key(), order);
    }

    private static void isUnknown(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
        answer.then().body("code", equalTo("store-unknown"));
    }

    @Test
    void lateOrderOfAStoreThatIsClosedSinceSettles() {
        JsonObject store = store(now.plusSeconds(60));
        change(store, 1, false, now.plus(DAY));
        clock.moveTo(now.plus(DAY.multipliedBy(2)));
        place(store, now.plus(DAY).minusSeconds(60)).then().statusCode(201).body("state", equalTo("SETTLED"));
        isUnknown(place(store, now.plus(DAY)));
        isUnknown(place(store, clock.instant()));
    }

    @Test
    void orderFromBeforeAStoreOpenedIsRefused() {
        JsonObject store = store(now.plus(DAY));
        clock.moveTo(now.plus(DAY.multipliedBy(2)));
        isUnknown(place(store, now.plus(DAY).minusSeconds(60)));
        place(store, now.plus(DAY).plusSeconds(60)).then().statusCode(201);
    }

    @Test
    void orderFromWhileAStoreWasClosedIsRefusedAfterItOpenedAgain() {
        JsonObject store = store(now.plusSeconds(60));
        change(store, 1, false, now.plus(DAY));
        change(store, 2, true, now.plus(DAY.multipliedBy(2)));
        clock.moveTo(now.plus(DAY.multipliedBy(3)));
        isUnknown(place(store, now.plus(DAY).plusSeconds(60)));
        place(store, now.plus(DAY.multipliedBy(2)).plusSeconds(60)).then().statusCode(201);
        // A clock that is a little ahead is no other time.
        place(store, clock.instant().plusSeconds(60)).then().statusCode(201);
    }

    @Test
    void whatIsNotPaidYetIsForTheStoreAsItIs() {
        JsonObject store = store(now.plusSeconds(60));
        change(store, 1, false, now.plus(DAY));
        clock.moveTo(now.plus(DAY.multipliedBy(2)));
        UUID id = UUID.fromString(store.getString("id"));
        JsonObject order =
                api.basket(api.member(0)).put("storeId", id.toString()).put("payment", "PENDING");
        isUnknown(api.place(tokens.staff(Role.CLERK, id, OrderApi.TERMINAL), OrderApi.key(), order));
    }
}
