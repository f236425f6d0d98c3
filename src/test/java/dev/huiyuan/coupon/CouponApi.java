package dev.huiyuan.coupon;

import static dev.huiyuan.member.NewMembers.await;
import static io.restassured.RestAssured.given;

import dev.huiyuan.identity.Presences;
import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.shared.sql.Transactions;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Coupons as clients see them. */
@Singleton
public class CouponApi {
    /** A store of the default data. */
    public static final UUID STORE = UUID.fromString("01980000-0000-7000-8000-000000000001");

    static final String TERMINAL = "till-1";
    private static final AtomicInteger CODES = new AtomicInteger();

    private final TestTokens tokens;
    private final Presences presences;
    private final CouponIssuer issuer;
    private final Transactions transactions;
    private final Pool pool;

    CouponApi(TestTokens tokens, Presences presences, CouponIssuer issuer, Transactions transactions, Pool pool) {
        this.tokens = tokens;
        this.presences = presences;
        this.issuer = issuer;
        this.transactions = transactions;
        this.pool = pool;
    }

    /** A template's values: 10 yuan off, claimable once, no stock limit, 30 days. */
    public static JsonObject values() {
        return new JsonObject()
                .put("code", "TEST-" + CODES.incrementAndGet())
                .put("name", "测试券")
                .put("description", "无门槛立减10元")
                .put("kind", "AMOUNT")
                .put("amountOffFen", 1000)
                .put("validDays", 30)
                .put("claimable", true)
                .put("limitPerMember", 1)
                .put("state", "ACTIVE");
    }

    /** Makes a template. */
    public Response create(JsonObject values) {
        return given().auth()
                .oauth2(tokens.staffOfAllStores("marketing"))
                .contentType(ContentType.JSON)
                .body(values.encode())
                .post("/v1/admin/coupon-templates");
    }

    /** Changes a template. */
    public Response replace(String id, String version, JsonObject values) {
        return given().auth()
                .oauth2(tokens.staffOfAllStores("marketing"))
                .contentType(ContentType.JSON)
                .header("If-Match", version)
                .body(values.encode())
                .put("/v1/admin/coupon-templates/" + id);
    }

    /** A new template's id. */
    public String template(Consumer<JsonObject> change) {
        JsonObject values = values();
        change.accept(values);
        return create(values).then().statusCode(201).extract().path("id");
    }

    /** Claims a coupon. */
    public Response claim(UUID memberId, String templateId, String key) {
        return given().auth()
                .oauth2(tokens.member(memberId))
                .header("Idempotency-Key", key)
                .post("/v1/coupon-templates/" + templateId + "/claims");
    }

    /** A coupon of a template's code, straight from the issuer. */
    public IssuedCoupon issue(UUID memberId, String code) {
        CouponIssue issue = new CouponIssue(
                memberId, code, CouponSource.STAFF, UUID.randomUUID().toString());
        return await(transactions.run(connection -> issuer.issueRequired(connection, issue)));
    }

    /** The coupon of a template's code that a member gets for something, once. */
    public IssuedCoupon issue(UUID memberId, String code, String reason) {
        CouponIssue issue = new CouponIssue(memberId, code, CouponSource.BIRTHDAY, reason);
        return await(transactions.run(connection -> issuer.issueRequired(connection, issue)));
    }

    List<IssuedCoupon> issue(List<CouponIssue> issues) {
        return await(transactions.run(connection -> issuer.issue(connection, issues)));
    }

    UUID presence(UUID memberId) {
        return presence(memberId, STORE);
    }

    UUID presence(UUID memberId, UUID storeId) {
        return await(transactions.run(connection -> presences.open(connection, memberId, storeId, TERMINAL)))
                .id();
    }

    JsonObject use(UUID presenceId) {
        return new JsonObject()
                .put("presenceId", presenceId.toString())
                .put("storeId", STORE.toString())
                .put("orderRef", "bill-" + presenceId);
    }

    Response redeem(UUID couponId, JsonObject use, String key) {
        return redeem(tokens.staff("clerk", STORE, TERMINAL), couponId, use, key);
    }

    Response redeem(String token, UUID couponId, JsonObject use, String key) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(use.encode())
                .post("/v1/coupons/" + couponId + "/redemptions");
    }

    /** Posts to a path under a key of its own. */
    ValidatableResponse post(String token, String path, JsonObject body) {
        return post(token, path, body, UUID.randomUUID().toString()).then();
    }

    Response post(String token, String path, JsonObject body, String key) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body.encode())
                .post(path);
    }

    ValidatableResponse get(String token, String path) {
        return given().auth().oauth2(token).get(path).then();
    }

    /** A member's coupons, with or without a state. */
    public Response mine(UUID memberId, String query) {
        return given().auth().oauth2(tokens.member(memberId)).get("/v1/me/coupons" + query);
    }

    /** Changes rows behind the application's back. */
    public void change(String sql, Object... values) {
        await(pool.preparedQuery(sql).execute(Tuple.from(List.of(values))));
    }

    /** The first column of the only row. */
    public long count(String sql, Object... values) {
        return await(pool.preparedQuery(sql).execute(Tuple.from(List.of(values))))
                .iterator()
                .next()
                .getLong(0);
    }
}
