package dev.huiyuan.reward;

import static dev.huiyuan.member.NewMembers.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import dev.huiyuan.coupon.CouponApi;
import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.points.PointsLedger;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.Parallel;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@HuiyuanTest
class RewardTest {
    private static final String COUPON_10 = "01980000-0000-7000-8000-000000000303";
    /** With a coupon that the member holds. */
    private static final String REDEMPTIONS = """
            select count(*) from reward_redemption r join coupon c on c.member_id = r.member_id and c.id = r.coupon_id
            where r.item_id = $1 and r.member_id = $2
            """;

    private static final AtomicInteger CODES = new AtomicInteger();

    @Inject
    TestTokens tokens;

    @Inject
    NewMembers members;

    @Inject
    CouponApi coupons;

    @Inject
    PointsLedger points;

    @Inject
    Transactions transactions;

    @Inject
    Clock clock;

    private static JsonObject values() {
        return new JsonObject()
                .put("code", "REWARD-" + CODES.incrementAndGet())
                .put("name", "10元优惠券")
                .put("description", "无门槛立减10元")
                .put("points", 100)
                .put("templateCode", "POINTS-10")
                .put("state", "ACTIVE");
    }

    private Response create(JsonObject values) {
        return given().auth()
                .oauth2(tokens.staffOfAllStores("marketing"))
                .contentType(ContentType.JSON)
                .body(values.encode())
                .post("/v1/admin/rewards");
    }

    private Response replace(String id, String version, JsonObject values) {
        return given().auth()
                .oauth2(tokens.staffOfAllStores("marketing"))
                .contentType(ContentType.JSON)
                .header("If-Match", version)
                .body(values.encode())
                .put("/v1/admin/rewards/" + id);
    }

    private String reward(Consumer<JsonObject> change) {
        JsonObject values = values();
        change.accept(values);
        return create(values).then().statusCode(201).extract().path("id");
    }

    private String paused() {
        JsonObject values = values();
        create(values.copy().put("state", "PAUSED"))
                .then()
                .statusCode(409)
                .body("code", equalTo("reward-state-refused"));
        String id = create(values).then().statusCode(201).extract().path("id");
        replace(id, "0", values.put("state", "PAUSED")).then().statusCode(200);
        return id;
    }

    private UUID memberWith(long yuan) {
        UUID member = members.active().id();
        earn(member, yuan);
        return member;
    }

    private void earn(UUID member, long yuan) {
        await(transactions.run(connection -> points.open(connection, member).replaceWith(member)));
        JsonObject order = new JsonObject()
                .put("memberId", member.toString())
                .put("storeId", CouponApi.STORE.toString())
                .put("orderRef", "reward-" + member)
                .put("channel", "STORE")
                .put("amountFen", yuan * 100)
                .put("occurredAt", clock.instant().toString());
        given().auth()
                .oauth2(tokens.staff("clerk", CouponApi.STORE, "till-1"))
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", "earn-" + member)
                .body(order.encode())
                .post("/v1/points/accruals")
                .then()
                .statusCode(201);
    }

    private Response redeem(UUID member, String reward, String key) {
        return given().auth()
                .oauth2(tokens.member(member))
                .header("Idempotency-Key", key)
                .post("/v1/rewards/" + reward + "/redemptions");
    }

    private long available(UUID member) {
        Number available = given().auth()
                .oauth2(tokens.member(member))
                .get("/v1/me/points")
                .then()
                .statusCode(200)
                .extract()
                .path("balance.available");
        return available.longValue();
    }

    private void heldCoupons(UUID member, int count) {
        coupons.mine(member, "").then().body("items.size()", equalTo(count));
    }

    @Test
    void pointsAreExchangedForACoupon() {
        UUID member = memberWith(158);
        String coupon = redeem(member, COUPON_10, "one")
                .then()
                .statusCode(201)
                .body("points", equalTo(100))
                .body("availableAfter", equalTo(58))
                .body("coupon.templateCode", equalTo("POINTS-10"))
                .extract()
                .path("coupon.id");
        assertThat(available(member)).isEqualTo(58);
        coupons.mine(member, "")
                .then()
                .body("items.id", equalTo(List.of(coupon)))
                .body("items[0].source", equalTo("POINTS"));
    }

    @Test
    void tooFewPointsChangeNothing() {
        String limited = reward(values -> values.put("stock", 1).put("limitPerMember", 1));
        UUID member = memberWith(99);
        redeem(member, limited, "one").then().statusCode(409).body("code", equalTo("points-insufficient"));
        assertThat(available(member)).isEqualTo(99);
        heldCoupons(member, 0);
        redeem(memberWith(100), limited, "one").then().statusCode(201);
    }

    @Test
    void repeatedRedemptionGetsTheFirstAnswer() {
        UUID member = memberWith(300);
        String first = redeem(member, COUPON_10, "again").asString();
        Response second = redeem(member, COUPON_10, "again");
        second.then().statusCode(201).header("Idempotency-Replayed", "true");
        assertThat(second.asString()).isEqualTo(first);
        assertThat(available(member)).isEqualTo(200);
    }

    @Test
    void repeatedRedemptionGetsTheFirstAnswerAlsoAfterItsKeyIsForgotten() {
        JsonObject values = values().put("stock", 5).put("limitPerMember", 2);
        String reward = create(values).then().statusCode(201).extract().path("id");
        UUID member = memberWith(300);
        String first =
                redeem(member, reward, "kept").then().statusCode(201).extract().asString();
        replace(reward, "0", values.put("state", "PAUSED").put("points", 50))
                .then()
                .statusCode(200);
        coupons.change("delete from idempotency_record where scope like '%' || $1 || '%'", member.toString());
        Response second = redeem(member, reward, "kept");
        second.then().statusCode(201);
        assertThat(second.asString()).isEqualTo(first);
        stands(member, 200, reward, 1);
        redeem(member, reward, "other").then().statusCode(409).body("code", equalTo("reward-not-available"));
        replace(reward, "1", values.put("state", "ACTIVE")).then().statusCode(200);
        redeem(member, reward, "another").then().statusCode(201);
        stands(member, 150, reward, 2);
    }

    @Test
    void keyOfAnotherRedemptionIsRefused() {
        String one = reward(values -> values.put("stock", 5).put("limitPerMember", 2));
        String other = reward(values -> values.put("stock", 5).put("limitPerMember", 2));
        UUID member = memberWith(300);
        redeem(member, one, "key").then().statusCode(201);
        redeem(member, other, "key").then().statusCode(422).body("code", equalTo("idempotency-key-reused"));
        stands(member, 200, other, 0);
        redeem(member, other, "another-key").then().statusCode(201);
    }

    @Test
    void rewardWhoseTemplateIsExhaustedChangesNothing() {
        JsonObject template = CouponApi.values().put("stock", 1).put("claimable", false);
        String templateId =
                coupons.create(template).then().statusCode(201).extract().path("id");
        coupons.issue(members.active().id(), template.getString("code"));
        String reward = reward(values -> values.put("templateCode", template.getString("code"))
                .put("stock", 5)
                .put("limitPerMember", 1));
        UUID member = memberWith(300);
        redeem(member, reward, "one").then().statusCode(409).body("code", equalTo("coupon-sold-out"));
        stands(member, 300, reward, 0);
        coupons.replace(templateId, "0", template.put("stock", 2)).then().statusCode(200);
        redeem(member, reward, "two").then().statusCode(201);
        stands(member, 200, reward, 1);
    }

    /** Points, coupons, stock and limit of a member who alone redeems a reward of limited stock. */
    private void stands(UUID member, long points, String reward, int redeemed) {
        UUID id = UUID.fromString(reward);
        assertThat(available(member)).isEqualTo(points);
        assertThat(coupons.count("select redeemed from reward_stock where item_id = $1", id))
                .isEqualTo(redeemed);
        assertThat(coupons.count("select count(*) from reward_limit where item_id = $1 and member_id = $2", id, member))
                .isEqualTo(redeemed);
        assertThat(coupons.count(REDEMPTIONS, id, member)).isEqualTo(redeemed);
    }

    @Test
    void allPointsAreExchangedOnceHoweverManyTryAtOnce() {
        UUID member = memberWith(100);
        List<Response> answers = Parallel.run(20, i -> redeem(member, COUPON_10, "race-" + i));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() != 201)
                        .map(answer -> answer.<String>path("code")))
                .containsOnly("points-insufficient");
        assertThat(available(member)).isZero();
        heldCoupons(member, 1);
    }

    @Test
    void oneKeyTwentyTimesAtOnceHasOneEffectAndEqualAnswers() {
        UUID member = memberWith(500);
        List<Response> answers = Parallel.run(20, i -> redeem(member, COUPON_10, "same"));
        assertThat(answers).allMatch(answer -> answer.statusCode() == 201);
        assertThat(answers.stream().map(Response::asString).distinct()).hasSize(1);
        assertThat(available(member)).isEqualTo(400);
        heldCoupons(member, 1);
    }

    @Test
    void stockIsExact() {
        String reward = reward(values -> values.put("stock", 2));
        List<UUID> diners = List.of(memberWith(100), memberWith(100), memberWith(100), memberWith(100));
        List<Response> answers = Parallel.run(4, i -> redeem(diners.get(i), reward, "stock"));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(2);
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() != 201)
                        .map(answer -> answer.<String>path("code")))
                .containsExactly("reward-sold-out", "reward-sold-out");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void limitForAMemberIsExactHoweverManyTryAtOnce(int limit) {
        String reward = reward(values -> values.put("limitPerMember", limit));
        UUID member = memberWith(2500);
        List<Response> answers = Parallel.run(20, i -> redeem(member, reward, "limit-" + i));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(limit);
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() != 201)
                        .map(answer -> answer.<String>path("code")))
                .containsOnly("reward-limit-reached");
        assertThat(available(member)).isEqualTo(2500 - 100 * limit);
        heldCoupons(member, limit);
    }

    @Test
    void unconfirmedMemberExchangesNothing() {
        UUID member = members.unconfirmed().id();
        earn(member, 200);
        redeem(member, COUPON_10, "one").then().statusCode(409).body("code", equalTo("member-unconfirmed"));
        assertThat(available(member)).isEqualTo(200);
    }

    @Test
    void whatCannotBeRedeemedNowIsRefused() {
        UUID member = memberWith(1000);
        String paused = paused();
        String early = reward(values -> values.put("availableFrom", "2199-01-01T00:00:00+08:00"));
        String gold = reward(values -> values.put("minTier", "gold"));
        redeem(member, paused, "p").then().statusCode(409).body("code", equalTo("reward-not-available"));
        redeem(member, early, "e").then().statusCode(409).body("code", equalTo("reward-not-available"));
        redeem(member, gold, "g").then().statusCode(409).body("code", equalTo("tier-too-low"));
        redeem(member, UUID.randomUUID().toString(), "n")
                .then()
                .statusCode(404)
                .body("code", equalTo("reward-not-found"));
        assertThat(available(member)).isEqualTo(1000);
    }

    @Test
    void redemptionNeedsAKeyAndAMember() {
        given().auth()
                .oauth2(tokens.member(UUID.randomUUID()))
                .post("/v1/rewards/" + COUPON_10 + "/redemptions")
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-missing"));
        given().auth()
                .oauth2(tokens.staffOfAllStores("clerk"))
                .header("Idempotency-Key", "k")
                .post("/v1/rewards/" + COUPON_10 + "/redemptions")
                .then()
                .statusCode(403);
    }

    @Test
    void catalogueListsWhatCanBeRedeemed() {
        String paused = paused();
        given().auth()
                .oauth2(tokens.member(UUID.randomUUID()))
                .get("/v1/rewards?limit=100")
                .then()
                .statusCode(200)
                .body("items.code", hasItems("PLUM-DRINK", "COUPON-10"))
                .body("items.id", not(hasItem(paused)));
    }

    @Test
    void rewardIsAdministeredByWhoSawItsVersion() {
        JsonObject values = values().put("stock", 5);
        String id = create(values)
                .then()
                .statusCode(201)
                .header("ETag", "\"0\"")
                .extract()
                .path("id");
        create(values).then().statusCode(409).body("code", equalTo("reward-code-taken"));
        replace(id, "0", values.put("points", 90))
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("points", equalTo(90));
        replace(id, "0", values).then().statusCode(412);
        replace(id, "1", values.copy().putNull("stock"))
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/stock"));
    }

    @Test
    void rewardThatRefersToWhatDoesNotExistIsRefused() {
        create(values().put("templateCode", "NONE"))
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/templateCode"));
        create(values().put("minTier", "platinum"))
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/minTier"));
        create(values().put("points", 0)).then().statusCode(400).body("errors[0].pointer", equalTo("/points"));
    }
}
