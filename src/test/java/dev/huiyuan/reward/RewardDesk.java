package dev.huiyuan.reward;

import static dev.huiyuan.member.NewMembers.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.coupon.CouponApi;
import dev.huiyuan.identity.Presences;
import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.points.PointsLedger;
import dev.huiyuan.shared.sql.Transactions;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;

/** Rewards as clients see them. */
@Singleton
class RewardDesk {
    static final UUID STORE = CouponApi.STORE;
    static final UUID OTHER_STORE = UUID.fromString("01980000-0000-7000-8000-000000000002");

    private static final String TERMINAL = "till-1";

    private final TestTokens tokens;
    private final NewMembers members;
    private final Presences presences;
    private final PointsLedger points;
    private final Transactions transactions;
    private final CouponApi coupons;
    private final Clock clock;

    RewardDesk(
            TestTokens tokens,
            NewMembers members,
            Presences presences,
            PointsLedger points,
            Transactions transactions,
            CouponApi coupons,
            Clock clock) {
        this.tokens = tokens;
        this.members = members;
        this.presences = presences;
        this.points = points;
        this.transactions = transactions;
        this.coupons = coupons;
        this.clock = clock;
    }

    /** A reward that is handed over: 100 points, no limits. */
    static JsonObject merchandise() {
        return new JsonObject()
                .put(
                        "code",
                        "M-" + UUID.randomUUID().toString().substring(0, 13).toUpperCase(java.util.Locale.ROOT))
                .put("name", "保温杯")
                .put("description", "到店领取")
                .put("kind", "MERCHANDISE")
                .put("points", 100)
                .put("state", "ACTIVE");
    }

    RequestSpecification marketing() {
        return given().auth().oauth2(tokens.staffOfAllStores("marketing")).contentType(ContentType.JSON);
    }

    Response create(JsonObject values) {
        return marketing().body(values.encode()).post("/v1/admin/rewards");
    }

    String reward(Consumer<JsonObject> change) {
        JsonObject values = merchandise();
        change.accept(values);
        return create(values).then().statusCode(201).extract().path("id");
    }

    UUID memberWith(long yuan) {
        UUID member = members.active().id();
        await(transactions.run(connection -> points.open(connection, member).replaceWith(member)));
        JsonObject order = new JsonObject()
                .put("memberId", member.toString())
                .put("storeId", STORE.toString())
                .put("orderRef", "reward-" + member)
                .put("channel", "STORE")
                .put("amountFen", yuan * 100)
                .put("occurredAt", clock.instant().toString());
        as("clerk", STORE)
                .body(order.encode())
                .post("/v1/points/accruals")
                .then()
                .statusCode(201);
        return member;
    }

    /** A colleague in a store, under a key of its own. */
    RequestSpecification as(String role, UUID store) {
        return given().auth()
                .oauth2(tokens.staff(role, store, TERMINAL))
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key());
    }

    RequestSpecification as(UUID member) {
        return given().auth()
                .oauth2(tokens.member(member))
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key());
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    Response redeem(UUID member, String reward) {
        return redeem(member, reward, "");
    }

    Response redeem(UUID member, String reward, String query) {
        return as(member).post("/v1/rewards/" + reward + "/redemptions" + query);
    }

    /** Redeems something that is reserved. */
    Reserved reserve(UUID member, String reward) {
        Response answer = redeem(member, reward);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.<String>path("state")).isEqualTo("RESERVED");
        return new Reserved(answer.path("id"), answer.path("pickUpCode"));
    }

    record Reserved(String id, String code) {
        JsonObject fulfilment() {
            return new JsonObject().put("storeId", STORE.toString()).put("pickUpCode", code);
        }
    }

    Response fulfil(Reserved reserved) {
        return fulfil(reserved.id, reserved.fulfilment());
    }

    Response fulfil(String id, JsonObject body) {
        return as("clerk", STORE).body(body.encode()).post("/v1/redemptions/" + id + "/fulfilments");
    }

    /** At a till of its own. */
    Response fulfil(String till, String id, JsonObject body) {
        return given().auth()
                .oauth2(tokens.staff("clerk", STORE, till))
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key())
                .body(body.encode())
                .post("/v1/redemptions/" + id + "/fulfilments");
    }

    Response cancel(RequestSpecification who, String id) {
        return who.body("{\"reason\":\"CHANGED_MIND\"}").post("/v1/redemptions/" + id + "/cancellations");
    }

    UUID presence(UUID member) {
        return await(transactions.run(connection -> presences.open(connection, member, STORE, TERMINAL)))
                .id();
    }

    /** Makes one account of two, as two administrators do. */
    void merge(UUID from, UUID into) {
        JsonObject wish = new JsonObject()
                .put("fromMemberId", from.toString())
                .put("intoMemberId", into.toString())
                .put("reason", "DUPLICATE");
        String approval = admin().body(wish.encode())
                .post("/v1/points/merges")
                .then()
                .statusCode(202)
                .extract()
                .path("approvalId");
        int status = admin().body("{\"decision\":\"APPROVE\",\"reason\":\"LOOKED_INTO\"}")
                .post("/v1/approvals/" + approval + "/decisions")
                .statusCode();
        assertThat(status).isBetween(200, 201);
    }

    private RequestSpecification admin() {
        return given().auth()
                .oauth2(tokens.staffOfAllStores("admin"))
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key());
    }

    long points(UUID member, String figure) {
        return as(member)
                .get("/v1/me/points")
                .then()
                .statusCode(200)
                .extract()
                .<Number>path("balance." + figure)
                .longValue();
    }

    void points(UUID member, long available, long held) {
        assertThat(points(member, "available")).isEqualTo(available);
        assertThat(points(member, "held")).isEqualTo(held);
    }

    /** What is taken of a limited stock is what redemptions say. */
    void stock(String reward, int reserved, int redeemed) {
        UUID id = UUID.fromString(reward);
        assertThat(coupons.count("select reserved from reward_stock where item_id = $1", id))
                .isEqualTo(reserved);
        assertThat(coupons.count("select redeemed from reward_stock where item_id = $1", id))
                .isEqualTo(redeemed);
        assertThat(coupons.count(
                        "select count(*) from reward_redemption where item_id = $1 and state = 'RESERVED'", id))
                .isEqualTo(reserved);
        assertThat(coupons.count(
                        "select count(*) from reward_redemption where item_id = $1 and state = 'FULFILLED'", id))
                .isEqualTo(redeemed);
    }

    void balanced(UUID member) {
        Response audit = given().auth()
                .oauth2(tokens.staffOfAllStores("auditor"))
                .queryParam("memberId", member)
                .get("/v1/admin/ledger/audit");
        assertThat(audit.<Boolean>path("balanced")).as(audit.asString()).isTrue();
    }
}
