package dev.huiyuan.coupon;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import dev.huiyuan.testing.Parallel;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@HuiyuanTest
class CouponUseTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Inject
    CouponApi coupons;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    MovableClock clock;

    private UUID member = new UUID(0, 0);

    @BeforeEach
    void newMember() {
        member = members.active().id();
    }

    private ValidatableResponse use(UUID coupon, JsonObject use) {
        return coupons.redeem(coupon, use, UUID.randomUUID().toString()).then();
    }

    private void refused(int status, String code, UUID coupon, JsonObject use) {
        use(coupon, use).statusCode(status).body("code", equalTo(code));
        assertThat(coupons.count("select count(*) from coupon where id = $1 and state = 'USED'", coupon))
                .isZero();
    }

    @Test
    void couponIsUsedForTheBillOfAMemberWhoIsThere() {
        UUID coupon = coupons.issue(member, "WELCOME-20").id();
        use(coupon, coupons.use(coupons.presence(member)).put("amountFen", 1500))
                .statusCode(201)
                .body("discountFen", equalTo(1500))
                .body("kind", equalTo("AMOUNT"));
        coupons.mine(member, "?state=USED")
                .then()
                .body("items.id", equalTo(List.of(coupon.toString())))
                .body("items[0].usedStoreId", equalTo(CouponApi.STORE.toString()));
        coupons.mine(member, "?state=ISSUED").then().body("items.size()", equalTo(0));
    }

    @Test
    void usedCouponIsRefusedForAnotherBillAndAnsweredForTheSameOne() {
        UUID coupon = coupons.issue(member, "WELCOME-20").id();
        JsonObject bill = coupons.use(coupons.presence(member));
        String first = use(coupon, bill).statusCode(201).extract().asString();
        assertThat(use(coupon, bill).statusCode(201).extract().asString()).isEqualTo(first);
        use(coupon, coupons.use(coupons.presence(member))).statusCode(409).body("code", equalTo("coupon-already-used"));
    }

    @Test
    void couponsOfOneBillHaveToGoTogether() {
        JsonObject bill = coupons.use(coupons.presence(member)).put("amountFen", 9000);
        UUID first = coupons.issue(member, "WELCOME-20").id();
        UUID second = coupons.issue(member, "POINTS-10").id();
        use(first, bill).statusCode(201);
        refused(409, "coupon-not-combinable", second, bill);
        UUID drink = coupons.issue(member, "DRINK").id();
        use(drink, bill).statusCode(201);
        JsonObject alone = CouponApi.values().put("exclusive", true);
        coupons.create(alone).then().statusCode(201);
        refused(
                409,
                "coupon-not-combinable",
                coupons.issue(member, alone.getString("code")).id(),
                bill);
        use(second, coupons.use(coupons.presence(member)).put("amountFen", 9000))
                .statusCode(201);
    }

    @Test
    void couponsOfOneBillThatComeAtOnceHaveToGoTogetherToo() {
        JsonObject bill = coupons.use(coupons.presence(member)).put("amountFen", 9000);
        List<UUID> held = Stream.generate(
                        () -> coupons.issue(member, "POINTS-10").id())
                .limit(6)
                .toList();
        List<Integer> statuses = Parallel.run(
                6,
                i -> coupons.redeem(held.get(i), bill, "at-once-" + held.get(i)).statusCode());
        assertThat(statuses).containsOnly(201, 409);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
    }

    /** The member's code was shown twice, and two tills add coupons to one bill at the same moment. */
    @Test
    void couponsOfOneBillHaveToGoTogetherWhateverProvesThatTheMemberIsThere() {
        for (int round = 0; round < 10; round++) {
            String bill = "two-presences-" + UUID.randomUUID();
            List<UUID> held = Stream.generate(
                            () -> coupons.issue(member, "POINTS-10").id())
                    .limit(8)
                    .toList();
            List<JsonObject> uses = Stream.generate(
                            () -> coupons.use(coupons.presence(member)).put("orderRef", bill))
                    .limit(8)
                    .toList();
            List<Response> answers =
                    Parallel.run(8, i -> coupons.redeem(held.get(i), uses.get(i), "presences-" + held.get(i)));
            assertThat(answers).extracting(Response::statusCode).containsOnly(201, 409);
            assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                    .hasSize(1);
            assertThat(answers.stream()
                            .filter(answer -> answer.statusCode() == 409)
                            .map(answer -> answer.<String>path("code")))
                    .containsOnly("coupon-not-combinable");
            assertThat(coupons.count("select count(*) from coupon where used_bill = $1", bill))
                    .isEqualTo(1);
        }
    }

    @Test
    void couponIsRefusedBeforeItsFirstDay() {
        UUID early = fixedFrom(LocalDate.now(SHANGHAI).plusDays(2));
        JsonObject bill = coupons.use(coupons.presence(member));
        refused(409, "coupon-not-yet-valid", early, bill);
        use(fixedFrom(LocalDate.now(SHANGHAI)), bill).statusCode(201);
    }

    private UUID fixedFrom(LocalDate day) {
        JsonObject values = CouponApi.values().put("validFrom", day.toString()).put("validThrough", "2199-12-31");
        values.remove("validDays");
        coupons.create(values).then().statusCode(201);
        return coupons.issue(member, values.getString("code")).id();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state = 'REVOKED', ended_at = now()",
                "state = 'LOCKED', locked_by = 'order-1', locked_until = now() + interval '1 hour'"
            })
    void couponThatIsLockedOrRevokedIsRefused(String change) {
        UUID coupon = coupons.issue(member, "WELCOME-20").id();
        JsonObject bill = coupons.use(coupons.presence(member));
        coupons.change("update coupon set " + change + " where id = $1", coupon);
        refused(409, change.contains("LOCKED") ? "coupon-locked" : "coupon-not-usable", coupon, bill);
        coupons.change(
                "update coupon set state = 'ISSUED', ended_at = null, locked_by = null, locked_until = null where id = $1",
                coupon);
        use(coupon, bill).statusCode(201);
    }

    @Test
    void unknownStoreIsRefused() {
        UUID coupon = coupons.issue(member, "WELCOME-20").id();
        JsonObject bill = coupons.use(coupons.presence(member));
        String anywhere = tokens.staffOfAllStores("regional");
        JsonObject nowhere = bill.copy().put("storeId", UUID.randomUUID().toString());
        coupons.redeem(anywhere, coupon, nowhere, UUID.randomUUID().toString())
                .then()
                .statusCode(422)
                .body("code", equalTo("store-unknown"));
        use(coupon, bill).statusCode(201);
    }

    @Test
    void couponOfAnotherMemberIsNotFound() {
        UUID coupon = coupons.issue(members.active().id(), "WELCOME-20").id();
        refused(404, "coupon-not-found", coupon, coupons.use(coupons.presence(member)));
        use(UUID.randomUUID(), coupons.use(coupons.presence(member)))
                .statusCode(404)
                .body("code", equalTo("coupon-not-found"));
    }

    @Test
    void presenceMustHold() {
        UUID coupon = coupons.issue(member, "WELCOME-20").id();
        refused(409, "presence-invalid", coupon, coupons.use(UUID.randomUUID()));
        JsonObject late = coupons.use(coupons.presence(member));
        clock.advance(Duration.ofMinutes(31));
        refused(409, "presence-invalid", coupon, late);
    }

    @Test
    void presenceServesOneBill() {
        UUID one = coupons.issue(member, "WELCOME-20").id();
        UUID other = coupons.issue(member, "DRINK").id();
        UUID presence = coupons.presence(member);
        use(one, coupons.use(presence)).statusCode(201);
        refused(409, "presence-invalid", other, coupons.use(presence).put("orderRef", "another-bill"));
        use(other, coupons.use(presence)).statusCode(201);
    }

    @Test
    void expiredCouponIsNotUsableThoughNoJobHasRun() {
        UUID coupon = coupons.issue(member, "WELCOME-20").id();
        clock.advance(Duration.ofDays(91));
        refused(409, "coupon-expired", coupon, coupons.use(coupons.presence(member)));
        coupons.mine(member, "?state=EXPIRED").then().body("items.id", hasItem(coupon.toString()));
        coupons.mine(member, "?state=ISSUED").then().body("items.size()", equalTo(0));
    }

    @Test
    void thresholdStoreAndChannelAreChecked() {
        JsonObject values = CouponApi.values()
                .put("kind", "THRESHOLD")
                .put("thresholdFen", 5000)
                .put("channels", new JsonArray().add("STORE"))
                .put("storeIds", new JsonArray().add(CouponApi.STORE.toString()));
        coupons.create(values).then().statusCode(201);
        UUID coupon = coupons.issue(member, values.getString("code")).id();
        JsonObject bill = coupons.use(coupons.presence(member));
        refused(400, "validation-failed", coupon, bill.copy().put("amountFen", 5000));
        refused(400, "validation-failed", coupon, bill.copy().put("channel", "STORE"));
        refused(
                409,
                "coupon-threshold-not-met",
                coupon,
                bill.copy().put("channel", "STORE").put("amountFen", 4999));
        refused(
                409,
                "coupon-channel-not-allowed",
                coupon,
                bill.copy().put("channel", "DELIVERY").put("amountFen", 5000));
        use(coupon, bill.copy().put("channel", "STORE").put("amountFen", 5000))
                .statusCode(201)
                .body("discountFen", equalTo(1000));
    }

    @Test
    void couponOfAnotherStoreIsRefused() {
        JsonObject values =
                CouponApi.values().put("storeIds", new JsonArray().add("01980000-0000-7000-8000-000000000002"));
        coupons.create(values).then().statusCode(201);
        UUID coupon = coupons.issue(member, values.getString("code")).id();
        refused(409, "coupon-store-not-allowed", coupon, coupons.use(coupons.presence(member)));
    }

    @Test
    void clerkActsForTheOwnStoreOnly() {
        UUID coupon = coupons.issue(member, "WELCOME-20").id();
        JsonObject bill = coupons.use(coupons.presence(member));
        refused(403, "store-not-allowed", coupon, bill.copy().put("storeId", "01980000-0000-7000-8000-000000000002"));
        use(coupon, bill).statusCode(201);
    }

    @Test
    void unconfirmedMemberUsesNothing() {
        UUID unconfirmed = members.unconfirmed().id();
        UUID coupon = coupons.issue(unconfirmed, "WELCOME-20").id();
        refused(409, "member-unconfirmed", coupon, coupons.use(coupons.presence(unconfirmed)));
    }

    @Test
    void malformedUseIsRefused() {
        UUID coupon = coupons.issue(member, "WELCOME-20").id();
        JsonObject bill = coupons.use(coupons.presence(member));
        refused(400, "validation-failed", coupon, bill.copy().put("amountFen", -1));
        refused(400, "validation-failed", coupon, bill.copy().putNull("presenceId"));
        refused(400, "validation-failed", coupon, bill.copy().put("orderRef", "with space"));
        refused(400, "validation-failed", coupon, bill.copy().put("surprise", true));
        given().auth()
                .oauth2(tokens.staff("clerk", CouponApi.STORE, CouponApi.TERMINAL))
                .contentType("application/json")
                .body(bill.encode())
                .post("/v1/coupons/" + coupon + "/redemptions")
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-missing"));
    }

    @Test
    void membersDoNotUseTheirCouponsThemselves() {
        given().auth()
                .oauth2(tokens.member(member))
                .contentType("application/json")
                .header("Idempotency-Key", "k")
                .body(coupons.use(UUID.randomUUID()).encode())
                .post("/v1/coupons/" + UUID.randomUUID() + "/redemptions")
                .then()
                .statusCode(403);
    }

    @Test
    void couponIsUsedOnceHoweverManyBillsTryAtOnce() {
        UUID coupon = coupons.issue(member, "WELCOME-20").id();
        List<JsonObject> bills = Parallel.run(20, i -> coupons.use(coupons.presence(member)));
        List<Response> answers = Parallel.run(20, i -> coupons.redeem(coupon, bills.get(i), "race-" + member + i));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() != 201)
                        .map(answer -> answer.<String>path("code")))
                .hasSize(19)
                .containsOnly("coupon-already-used");
        assertThat(coupons.count("select count(*) from coupon_event where coupon_id = $1 and type = 'USED'", coupon))
                .isEqualTo(1);
    }

    @Test
    void oneKeyTwentyTimesAtOnceGetsEqualAnswers() {
        UUID coupon = coupons.issue(member, "WELCOME-20").id();
        JsonObject bill = coupons.use(coupons.presence(member));
        List<Response> answers = Parallel.run(20, i -> coupons.redeem(coupon, bill, "same-" + coupon));
        assertThat(answers).allMatch(answer -> answer.statusCode() == 201);
        assertThat(answers.stream().map(Response::asString).distinct()).hasSize(1);
    }

    @Test
    void issuedCouponKeepsItsTermsWhenTheTemplateChanges() {
        JsonObject values = CouponApi.values();
        String template = coupons.create(values).then().extract().path("id");
        UUID coupon = coupons.issue(member, values.getString("code")).id();
        coupons.replace(template, "0", values.put("amountOffFen", 1)).then().statusCode(200);
        use(coupon, coupons.use(coupons.presence(member))).statusCode(201).body("discountFen", equalTo(1000));
    }

    @Test
    void staffSeeThatAMemberIsUnknownOrHasNoCoupons() {
        String token = tokens.staff("clerk", CouponApi.STORE, CouponApi.TERMINAL);
        given().auth()
                .oauth2(token)
                .get("/v1/members/" + UUID.randomUUID() + "/coupons")
                .then()
                .statusCode(404)
                .body("code", equalTo("member-not-found"));
        given().auth()
                .oauth2(token)
                .get("/v1/members/" + member + "/coupons")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(0));
    }

    @Test
    void staffSeeCouponsOfTheMemberPageByPage() {
        coupons.issue(member, "WELCOME-20");
        UUID latest = coupons.issue(member, "DRINK").id();
        String path = "/v1/members/" + member + "/coupons";
        String token = tokens.staff("clerk", CouponApi.STORE, CouponApi.TERMINAL);
        String cursor = given().auth()
                .oauth2(token)
                .get(path + "?limit=1")
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(latest.toString())))
                .extract()
                .path("nextCursor");
        given().auth()
                .oauth2(token)
                .get(path + "?limit=1&cursor=" + cursor)
                .then()
                .body("items[0].templateCode", equalTo("WELCOME-20"));
        given().auth().oauth2(token).get(path + "?state=NONSENSE").then().statusCode(400);
        given().auth().oauth2(tokens.member(member)).get(path).then().statusCode(403);
    }
}
