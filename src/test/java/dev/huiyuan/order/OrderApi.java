package dev.huiyuan.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.coupon.CouponApi;
import dev.huiyuan.coupon.IssuedCoupon;
import dev.huiyuan.identity.Presences;
import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.Await;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Orders as tills and members see them. */
@Singleton
class OrderApi {
    static final UUID STORE = UUID.fromString("01980000-0000-7000-8000-000000000001");
    static final UUID OTHER_STORE = UUID.fromString("01980000-0000-7000-8000-000000000002");
    static final String TERMINAL = "till-orders";

    private final TestTokens tokens;
    private final Presences presences;
    private final NewMembers members;
    private final CouponApi coupons;
    private final Transactions transactions;
    private final Pool pool;

    OrderApi(
            TestTokens tokens,
            Presences presences,
            NewMembers members,
            CouponApi coupons,
            Transactions transactions,
            Pool pool) {
        this.tokens = tokens;
        this.presences = presences;
        this.members = members;
        this.coupons = coupons;
        this.transactions = transactions;
        this.pool = pool;
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    String clerk() {
        return tokens.staff(Role.CLERK, STORE, TERMINAL);
    }

    String clerkElsewhere() {
        return tokens.staff(Role.CLERK, OTHER_STORE, "till-elsewhere");
    }

    String memberToken(UUID memberId) {
        return tokens.member(memberId);
    }

    /** A fresh member with so many points. */
    UUID member(long points) {
        UUID member = members.active().id();
        if (points > 0) earn(member, points);
        return member;
    }

    void earn(UUID member, long points) {
        JsonObject order = new JsonObject()
                .put("memberId", member.toString())
                .put("storeId", STORE.toString())
                .put("orderRef", "E-" + key())
                .put("channel", "STORE")
                .put("amountFen", points * 100)
                .put("occurredAt", java.time.Instant.now().toString());
        post(clerk(), key(), "/v1/points/accruals", order).then().statusCode(201);
    }

    Response accrue(UUID member, String orderRef, long amountFen) {
        JsonObject order = new JsonObject()
                .put("memberId", member.toString())
                .put("storeId", STORE.toString())
                .put("orderRef", orderRef)
                .put("channel", "STORE")
                .put("amountFen", amountFen)
                .put("occurredAt", java.time.Instant.now().toString());
        return post(clerk(), key(), "/v1/points/accruals", order);
    }

    UUID presence(UUID member) {
        return Await.result(() -> transactions.run(connection -> presences.open(connection, member, STORE, TERMINAL)))
                .id();
    }

    /** A member's coupon of a new template. */
    UUID coupon(UUID member, Consumer<JsonObject> change) {
        JsonObject values = CouponApi.values();
        change.accept(values);
        coupons.create(values).then().statusCode(201);
        IssuedCoupon issued = coupons.issue(member, values.getString("code"));
        return issued.id();
    }

    /** 10 yuan off. */
    UUID coupon(UUID member) {
        return coupon(member, values -> {});
    }

    static JsonObject line(String ref, String dish, long unitPriceFen, int quantity) {
        return new JsonObject()
                .put("ref", ref)
                .put("dishCode", dish)
                .put("unitPriceFen", unitPriceFen)
                .put("quantity", quantity);
    }

    /** A paid order of one chicken of 48 yuan and two bowls of rice of 3 yuan: 54 yuan. */
    JsonObject order(UUID member) {
        return basket(member).put("payment", "PAID").put("payments", new JsonArray().add(payment("WECHAT_PAY", 5400)));
    }

    static JsonObject payment(String method, long fen) {
        return new JsonObject().put("method", method).put("amountFen", fen);
    }

    JsonObject basket(UUID member) {
        return new JsonObject()
                .put("memberId", member.toString())
                .put("storeId", STORE.toString())
                .put("channel", "STORE")
                .put("orderRef", "O-" + key())
                .put(
                        "lines",
                        new JsonArray()
                                .add(line("1", "KUNGPAO-CHICKEN", 4800, 1))
                                .add(line("2", "RICE", 300, 2)));
    }

    /** The same order with a coupon of 10 yuan and some points: 44 yuan less the points. */
    JsonObject spending(UUID member, UUID coupon, long points) {
        long paid = 4400 - points;
        return order(member)
                .put("presenceId", presence(member).toString())
                .put("coupons", new JsonArray().add(coupon.toString()))
                .put("points", points)
                .put("payments", new JsonArray().add(payment("WECHAT_PAY", paid)));
    }

    Response place(JsonObject order) {
        return place(clerk(), key(), order);
    }

    Response place(String token, String key, JsonObject order) {
        return post(token, key, "/v1/orders", order);
    }

    /** The order's id. */
    String placed(JsonObject order) {
        Response answer = place(order);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return answer.path("orderId");
    }

    Response confirm(String orderId, long fen) {
        return confirm(orderId, key(), fen);
    }

    Response confirm(String orderId, String key, long fen) {
        return post(
                clerk(),
                key,
                "/v1/orders/" + orderId + "/confirmations",
                new JsonObject().put("payments", new JsonArray().add(payment("ALIPAY", fen))));
    }

    Response cancel(String token, String orderId) {
        return post(
                token, key(), "/v1/orders/" + orderId + "/cancellations", new JsonObject().put("reason", "DINER_LEFT"));
    }

    /** Marks what is out of time. */
    void timeOut() {
        Response run = post(
                tokens.staffOfAllStores(Role.ADMIN),
                key(),
                "/v1/admin/jobs/" + OrderTimeoutJob.NAME + "/runs",
                new JsonObject());
        assertThat(run.statusCode()).as(run.asString()).isBetween(200, 202);
    }

    static JsonObject refund(JsonObject... items) {
        JsonObject refund = new JsonObject().put("refundRef", "R-" + key()).put("reason", "DISH_SPOILED");
        return items.length == 0 ? refund : refund.put("items", new JsonArray(List.of((Object[]) items)));
    }

    static JsonObject item(String ref, int quantity) {
        return new JsonObject().put("ref", ref).put("quantity", quantity);
    }

    Response refund(String orderId, JsonObject refund) {
        return post(clerk(), key(), "/v1/orders/" + orderId + "/refunds", refund);
    }

    Response post(String token, String key, String path, JsonObject body) {
        return given().auth()
                .oauth2(token)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body.encode())
                .post(path);
    }

    Response get(String token, String path) {
        return given().auth().oauth2(token).get(path);
    }

    long balance(UUID member, String figure) {
        return get(tokens.member(member), "/v1/me/points")
                .then()
                .statusCode(200)
                .extract()
                .<Number>path("balance." + figure)
                .longValue();
    }

    long available(UUID member) {
        return balance(member, "available");
    }

    /** A new template's id: 10 yuan off, to be claimed. */
    String template(Consumer<JsonObject> change) {
        return coupons.template(change);
    }

    UUID claim(UUID member, String template) {
        String id = coupons.claim(member, template, key())
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return UUID.fromString(id);
    }

    /** 10 yuan off for something, once. */
    UUID couponFor(UUID member, String reason) {
        return coupons.issue(member, "POINTS-10", reason).id();
    }

    String couponState(UUID coupon) {
        return text("select state from coupon where id = $1", coupon);
    }

    String text(String sql, Object... values) {
        return Await.result(() -> pool.preparedQuery(sql).execute(Tuple.from(List.of(values))))
                .iterator()
                .next()
                .getString(0);
    }

    long count(String sql, Object... values) {
        return Await.result(() -> pool.preparedQuery(sql).execute(Tuple.from(List.of(values))))
                .iterator()
                .next()
                .getLong(0);
    }

    void requireBalanced(UUID member) {
        Response audit = given().auth()
                .oauth2(tokens.staffOfAllStores(Role.AUDITOR))
                .queryParam("memberId", member)
                .get("/v1/admin/ledger/audit");
        assertThat(audit.<Boolean>path("balanced")).as(audit.asString()).isTrue();
    }
}
