package dev.huiyuan.order;

import static dev.huiyuan.member.NewMembers.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.coupon.CouponApi;
import dev.huiyuan.identity.Presences;
import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.StaffTokens;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** Members with coupons and points who ask what a basket costs, at home or at a till. */
@Singleton
class QuoteDesk {
    static final UUID STORE = StaffTokens.STORE;
    private static final String TERMINAL = "till-q";
    private static final String TIER = """
            insert into tier_standing (member_id, tier_code, since) values ($1, $2, now())
            on conflict (member_id) do update set tier_code = excluded.tier_code
            """;

    private final NewMembers members;
    private final CouponApi coupons;
    private final TestTokens tokens;
    private final Presences presences;
    private final Transactions transactions;
    private final Pool pool;
    private final Clock clock;

    QuoteDesk(
            NewMembers members,
            CouponApi coupons,
            TestTokens tokens,
            Presences presences,
            Transactions transactions,
            Pool pool,
            Clock clock) {
        this.members = members;
        this.coupons = coupons;
        this.tokens = tokens;
        this.presences = presences;
        this.transactions = transactions;
        this.pool = pool;
        this.clock = clock;
    }

    /** A member of a tier with nothing yet. */
    UUID member(String tier) {
        UUID id = members.active().id();
        tier(id, tier);
        return id;
    }

    UUID unconfirmed() {
        return members.unconfirmed().id();
    }

    void tier(UUID memberId, String tier) {
        await(pool.preparedQuery(TIER).execute(Tuple.of(memberId, tier)));
    }

    void execute(String sql, Object... values) {
        await(pool.preparedQuery(sql).execute(Tuple.from(values)));
    }

    /** What is done on a connection of its own. */
    <T> Uni<T> connected(Function<SqlConnection, Uni<T>> work) {
        return pool.withConnection(work);
    }

    /** A coupon of a new template; by default 10 yuan off, without a threshold. */
    UUID coupon(UUID memberId, Consumer<JsonObject> change) {
        JsonObject values = CouponApi.values();
        change.accept(values);
        Response made = coupons.create(values);
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        return coupons.issue(memberId, values.getString("code")).id();
    }

    /** Points, from an order of so many yuan. */
    void earn(UUID memberId, long points) {
        JsonObject order = new JsonObject()
                .put("memberId", memberId.toString())
                .put("storeId", STORE.toString())
                .put("orderRef", "Q-" + UUID.randomUUID())
                .put("channel", "DELIVERY")
                .put("amountFen", points * 100)
                .put("occurredAt", clock.instant().toString());
        Response answer = given().auth()
                .oauth2(clerk())
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON)
                .body(order.encode())
                .post("/v1/points/accruals");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    }

    UUID presence(UUID memberId) {
        return await(transactions.run(connection -> presences.open(connection, memberId, STORE, TERMINAL)))
                .id();
    }

    String clerk() {
        return tokens.staff(Role.CLERK, STORE, TERMINAL);
    }

    /** A basket in the shop, without lines. */
    static JsonObject basket() {
        return new JsonObject()
                .put("storeId", STORE.toString())
                .put("channel", "STORE")
                .put("lines", new JsonArray());
    }

    static JsonObject basket(String dish, long priceFen, int quantity) {
        return with(basket(), dish, priceFen, quantity);
    }

    static JsonObject with(JsonObject basket, String dish, long priceFen, int quantity) {
        JsonArray lines = basket.getJsonArray("lines");
        lines.add(new JsonObject()
                .put("ref", String.valueOf(lines.size() + 1))
                .put("dishCode", dish)
                .put("unitPriceFen", priceFen)
                .put("quantity", quantity));
        return basket;
    }

    /** A member asks. */
    Response mine(UUID memberId, JsonObject request) {
        return ask(tokens.member(memberId), request);
    }

    /** A till asks. */
    Response till(UUID memberId, JsonObject request) {
        return ask(clerk(), request.put("memberId", memberId.toString()));
    }

    Response ask(String token, JsonObject request) {
        return ask(token, request, "zh");
    }

    Response ask(String token, JsonObject request, String language) {
        return given().auth()
                .oauth2(token)
                .header("Accept-Language", language)
                .contentType(ContentType.JSON)
                .body(request.encode())
                .post("/v1/orders/quotes");
    }

    Response mineInEnglish(UUID memberId, JsonObject request) {
        return ask(tokens.member(memberId), request, "en");
    }
}
