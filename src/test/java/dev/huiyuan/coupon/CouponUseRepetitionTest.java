package dev.huiyuan.coupon;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.Parallel;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A use that comes again: as it was, changed, or after the store has closed. */
@HuiyuanTest
class CouponUseRepetitionTest {
    @Inject
    CouponApi coupons;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    private UUID member = new UUID(0, 0);

    @BeforeEach
    void newMember() {
        member = members.active().id();
    }

    private ValidatableResponse use(UUID coupon, JsonObject use) {
        return coupons.redeem(coupon, use, UUID.randomUUID().toString()).then();
    }

    private UUID tenPercent() {
        JsonObject values = CouponApi.values()
                .put("kind", "PERCENTAGE")
                .put("percentOff", 10)
                .put("capFen", 100_000);
        values.remove("amountOffFen");
        coupons.create(values).then().statusCode(201);
        return coupons.issue(member, values.getString("code")).id();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999", "100000", "null"})
    void usedCouponIsRefusedForTheSameBillWithAnotherAmount(String amountFen) {
        UUID coupon = tenPercent();
        JsonObject bill = coupons.use(coupons.presence(member)).put("amountFen", 10_000);
        String first = use(coupon, bill)
                .statusCode(201)
                .body("discountFen", equalTo(1000))
                .extract()
                .asString();
        @Nullable Long other = amountFen.equals("null") ? null : Long.valueOf(amountFen);
        use(coupon, bill.copy().put("amountFen", other)).statusCode(409).body("code", equalTo("coupon-already-used"));
        assertThat(use(coupon, bill).statusCode(201).extract().asString()).isEqualTo(first);
        assertThat(coupons.count("select used_amount_fen from coupon where id = $1", coupon))
                .isEqualTo(10_000);
    }

    @Test
    void oneBillWithManyAmountsAtOnceGetsOneDiscount() {
        UUID coupon = tenPercent();
        List<JsonObject> bills = Parallel.run(
                8,
                i -> coupons.use(coupons.presence(member))
                        .put("orderRef", "bill-" + coupon)
                        .put("amountFen", 10_000 + i));
        List<Response> answers =
                Parallel.run(8, i -> coupons.redeem(coupon, bills.get(i), "amount-" + coupon + "-" + i));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() != 201)
                        .map(answer -> answer.<String>path("code")))
                .hasSize(7)
                .containsOnly("coupon-already-used");
    }

    @ParameterizedTest
    @CsvSource({"orderRef, another-bill", "channel, STORE", "presenceId, 01980000-0000-7000-8000-0000000000a1"})
    void keyOfAnotherUseIsRefused(String field, String value) {
        UUID coupon = coupons.issue(member, "WELCOME-20").id();
        UUID other = coupons.issue(member, "DRINK").id();
        JsonObject bill = coupons.use(coupons.presence(member));
        String key = UUID.randomUUID().toString();
        coupons.redeem(coupon, bill, key).then().statusCode(201);
        coupons.redeem(coupon, bill.copy().put(field, value), key)
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
        coupons.redeem(other, bill, key).then().statusCode(422).body("code", equalTo("idempotency-key-reused"));
        assertThat(coupons.count(
                        "select count(*) from coupon where id = $1 and used_bill = $2",
                        coupon,
                        bill.getString("orderRef")))
                .isEqualTo(1);
        assertThat(coupons.count("select count(*) from coupon_event where coupon_id = $1", other))
                .isEqualTo(1);
        use(other, bill).statusCode(201);
    }

    @Test
    void closedStoreUsesNothingMoreButRepeatsItsAnswers() {
        JsonObject values = new JsonObject()
                .put("code", "USE-" + System.nanoTime() % 1_000_000_000L)
                .put("name", "测试店")
                .put("city", "上海")
                .put("address", "测试路1号")
                .put("open", true);
        UUID store = UUID.fromString(admin(values)
                .post("/v1/admin/stores")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
        String till = tokens.staff("clerk", store, CouponApi.TERMINAL);
        UUID used = coupons.issue(member, "WELCOME-20").id();
        UUID other = coupons.issue(member, "DRINK").id();
        JsonObject bill = coupons.use(coupons.presence(member, store)).put("storeId", store.toString());
        String first = coupons.redeem(till, used, bill, "closing-" + used)
                .then()
                .statusCode(201)
                .extract()
                .asString();
        setOpen(store, "1", values.put("open", false));
        Response again = coupons.redeem(till, used, bill, "closing-" + used);
        again.then().statusCode(201).header("Idempotency-Replayed", "true");
        assertThat(again.asString()).isEqualTo(first);
        coupons.redeem(till, other, bill, "closed-" + other)
                .then()
                .statusCode(422)
                .body("code", equalTo("store-unknown"));
        assertThat(coupons.count("select count(*) from coupon where id = $1 and state = 'ISSUED'", other))
                .isEqualTo(1);
        setOpen(store, "2", values.put("open", true));
        coupons.redeem(till, other, bill, "open-" + other).then().statusCode(201);
    }

    private RequestSpecification admin(JsonObject values) {
        return given().auth()
                .oauth2(tokens.staffOfAllStores("admin"))
                .contentType("application/json")
                .body(values.encode());
    }

    private void setOpen(UUID store, String version, JsonObject values) {
        admin(values)
                .header("If-Match", version)
                .put("/v1/admin/stores/" + store)
                .then()
                .statusCode(200);
    }
}
