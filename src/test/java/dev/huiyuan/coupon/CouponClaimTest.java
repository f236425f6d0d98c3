package dev.huiyuan.coupon;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.Parallel;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class CouponClaimTest {
    private static final String OF_TEMPLATE = "select count(*) from coupon where template_id = $1";

    @Inject
    CouponApi coupons;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    SoldOutTemplates soldOut;

    @Test
    void memberClaimsACoupon() {
        String template = coupons.template(values -> {});
        UUID member = members.active().id();
        String id = coupons.claim(member, template, "claim-1")
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", nullValue())
                .body("memberId", equalTo(member.toString()))
                .extract()
                .path("id");
        coupons.mine(member, "")
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(id)))
                .body("items[0].state", equalTo("ISSUED"))
                .body("items[0].amountOffFen", equalTo(1000))
                .body("items[0].source", equalTo("CLAIM"));
    }

    @Test
    void repeatedClaimGetsTheFirstAnswer() {
        String template = coupons.template(values -> {});
        UUID member = members.active().id();
        String first = coupons.claim(member, template, "again").asString();
        Response second = coupons.claim(member, template, "again");
        second.then().statusCode(201).header("Idempotency-Replayed", "true");
        assertThat(second.asString()).isEqualTo(first);
    }

    @Test
    void refusedClaimIsRefusedAgainUnderItsKey() {
        String template = coupons.template(values -> {});
        UUID member = members.active().id();
        coupons.claim(member, template, "first").then().statusCode(201);
        coupons.claim(member, template, "second").then().statusCode(409).body("code", equalTo("claim-limit-reached"));
        coupons.claim(member, template, "second")
                .then()
                .statusCode(409)
                .header("Idempotency-Replayed", "true")
                .body("code", equalTo("claim-limit-reached"));
    }

    @Test
    void keyOfAnotherClaimIsRefused() {
        UUID member = members.active().id();
        String first = coupons.template(values -> {});
        String second = coupons.template(values -> {});
        coupons.claim(member, first, "key").then().statusCode(201);
        coupons.claim(member, second, "key").then().statusCode(422).body("code", equalTo("idempotency-key-reused"));
        assertThat(coupons.count(OF_TEMPLATE, UUID.fromString(first))).isEqualTo(1);
        assertThat(coupons.count(OF_TEMPLATE, UUID.fromString(second))).isZero();
        coupons.claim(member, second, "another-key").then().statusCode(201);
    }

    @Test
    void claimWithoutAKeyIsRefused() {
        given().auth()
                .oauth2(tokens.member(UUID.randomUUID()))
                .post("/v1/coupon-templates/" + UUID.randomUUID() + "/claims")
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-missing"));
    }

    @Test
    void unknownTemplateIsNotFound() {
        UUID member = members.active().id();
        coupons.claim(member, UUID.randomUUID().toString(), "k")
                .then()
                .statusCode(404)
                .body("code", equalTo("template-not-found"));
        coupons.mine(member, "").then().body("items.size()", equalTo(0));
        coupons.claim(member, coupons.template(values -> {}), "k2").then().statusCode(201);
        coupons.mine(member, "").then().body("items.size()", equalTo(1));
    }

    @Test
    void memberOfALowerTierIsRefused() {
        String template = coupons.template(values -> values.put("minTier", "gold"));
        coupons.claim(members.active().id(), template, "k")
                .then()
                .statusCode(409)
                .body("code", equalTo("tier-too-low"));
    }

    @Test
    void whatIsNotClaimableNowIsRefused() {
        UUID member = members.active().id();
        String early = coupons.template(values -> values.put("claimableFrom", "2199-01-01T00:00:00+08:00"));
        String draft = coupons.template(values -> values.put("state", "DRAFT"));
        String issuedOnly = coupons.template(values -> values.put("claimable", false));
        for (String template : List.of(early, draft, issuedOnly)) {
            coupons.claim(member, template, "k-" + template)
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("coupon-not-claimable"));
        }
        given().auth()
                .oauth2(tokens.member(member))
                .get("/v1/coupon-templates?claimable=true&limit=100")
                .then()
                .statusCode(200)
                .body("items.id", not(hasItem(early)))
                .body("items.id", not(hasItem(draft)))
                .body("items.id", not(hasItem(issuedOnly)));
    }

    @Test
    void offersListWhatMembersMayClaim() {
        String template = coupons.template(values -> {});
        given().auth()
                .oauth2(tokens.member(UUID.randomUUID()))
                .get("/v1/coupon-templates?claimable=true&limit=100")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(template));
        given().auth()
                .oauth2(tokens.member(UUID.randomUUID()))
                .get("/v1/coupon-templates?claimable=false")
                .then()
                .statusCode(400);
    }

    @Test
    void staffDoNotClaim() {
        given().auth()
                .oauth2(tokens.staffOfAllStores("clerk"))
                .header("Idempotency-Key", "k")
                .post("/v1/coupon-templates/" + UUID.randomUUID() + "/claims")
                .then()
                .statusCode(403);
    }

    @Test
    void stockIsIssuedExactlyToAsManyMembers() {
        String template = coupons.template(values -> values.put("stock", 10));
        List<UUID> diners = members.many(64);
        List<Integer> statuses = Parallel.run(
                64, i -> coupons.claim(diners.get(i), template, "flash").statusCode());
        assertThat(statuses).containsOnly(201, 409);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(10);
        UUID id = UUID.fromString(template);
        assertThat(coupons.count(OF_TEMPLATE, id)).isEqualTo(10);
        assertThat(coupons.count("select count(distinct member_id) from coupon where template_id = $1", id))
                .isEqualTo(10);
        assertThat(coupons.count("select issued from coupon_stock where template_id = $1", id))
                .isEqualTo(10);
    }

    @Test
    void winnerRepeatsTheClaimAfterTheStockIsGone() {
        String template = coupons.template(values -> values.put("stock", 1));
        UUID winner = members.active().id();
        UUID loser = members.active().id();
        coupons.claim(winner, template, "w").then().statusCode(201);
        for (int i = 0; i < 3; i++) {
            coupons.claim(loser, template, "l").then().statusCode(409).body("code", equalTo("coupon-sold-out"));
            coupons.claim(winner, template, "w").then().statusCode(201);
        }
    }

    /** More holders than are remembered: latecomers are refused by key, and holders still repeat their claims. */
    @Test
    void latecomersAreRefusedAlsoWhereHoldersAreTooManyToRemember() {
        String template = coupons.template(values -> values.put("stock", 1));
        UUID id = UUID.fromString(template);
        UUID winner = members.active().id();
        coupons.claim(winner, template, "w").then().statusCode(201);
        coupons.change(
                "insert into coupon_limit (template_id, member_id, ordinal, coupon_id)"
                        + " select $1, gen_random_uuid(), 1, gen_random_uuid() from generate_series(1, 20001)",
                id);
        UUID loser = members.active().id();
        assertThat(soldOut.isCrowded(id)).isFalse();
        coupons.claim(loser, template, "l").then().statusCode(409).body("code", equalTo("coupon-sold-out"));
        assertThat(soldOut.isCrowded(id)).isTrue();
        coupons.claim(loser, template, "l").then().statusCode(409).body("code", equalTo("coupon-sold-out"));
        coupons.claim(winner, template, "w").then().statusCode(201);
        coupons.claim(winner, template, "w2").then().statusCode(409).body("code", equalTo("claim-limit-reached"));
        assertThat(coupons.count(OF_TEMPLATE, id)).isEqualTo(1);
    }

    @Test
    void moreStockLetsTheRefusedClaimSucceed() {
        JsonObject values = CouponApi.values().put("stock", 1);
        String template = coupons.create(values).then().extract().path("id");
        coupons.claim(members.active().id(), template, "w").then().statusCode(201);
        UUID second = members.active().id();
        coupons.claim(second, template, "l").then().statusCode(409);
        coupons.replace(template, "0", values.put("stock", 2)).then().statusCode(200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> coupons.claim(second, template, "l").statusCode() == 201);
    }

    @Test
    void memberGetsOneHoweverManyClaimsComeAtOnce() {
        UUID member = members.active().id();
        String limited = coupons.template(values -> values.put("stock", 100));
        String unlimited = coupons.template(values -> {});
        for (String template : List.of(limited, unlimited)) {
            List<Integer> statuses = Parallel.run(
                    20, i -> coupons.claim(member, template, template + i).statusCode());
            assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
            assertThat(coupons.count(OF_TEMPLATE, UUID.fromString(template))).isEqualTo(1);
        }
    }

    @Test
    void oneKeyTwentyTimesAtOnceHasOneEffectAndEqualAnswers() {
        String template = coupons.template(values -> values.put("limitPerMember", 20));
        UUID member = members.active().id();
        List<Response> answers = Parallel.run(20, i -> coupons.claim(member, template, "one"));
        assertThat(answers).allMatch(answer -> answer.statusCode() == 201);
        assertThat(answers.stream().map(Response::asString).distinct()).hasSize(1);
        assertThat(coupons.count(OF_TEMPLATE, UUID.fromString(template))).isEqualTo(1);
    }
}
