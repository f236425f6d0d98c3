package dev.huiyuan.coupon;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.Parallel;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class CouponCodeTest {
    private static final String BATCHES = "/v1/admin/coupon-code-batches";
    private static final String TILL = "/v1/coupons/code-redemptions";
    private static final String REGISTER = "/v1/me/coupons/registrations";

    @Inject
    CouponApi coupons;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    PrintedCodes codes;

    @Inject
    CouponConfig config;

    private String marketing = "";
    private String clerk = "";

    @BeforeEach
    void callers() {
        marketing = tokens.staffOfAllStores("marketing");
        clerk = tokens.staff("clerk", CouponApi.STORE, CouponApi.STORE + "/codes-" + UUID.randomUUID());
    }

    private String batch(String template, int size) {
        JsonObject wish =
                new JsonObject().put("templateId", template).put("name", "传单").put("size", size);
        return coupons.post(marketing, BATCHES, wish).statusCode(201).extract().path("id");
    }

    private Response export(String batch) {
        return given().auth().oauth2(marketing).post(BATCHES + "/" + batch + "/exports");
    }

    private List<String> codes(String batch) {
        return export(batch)
                .then()
                .statusCode(200)
                .header("Content-Type", equalTo("text/csv;charset=utf-8"))
                .header("Content-Disposition", equalTo("attachment; filename=\"coupon-codes-" + batch + ".csv\""))
                .extract()
                .asString()
                .lines()
                .skip(1)
                .toList();
    }

    private static JsonObject bill(String code) {
        return new JsonObject()
                .put("code", code)
                .put("storeId", CouponApi.STORE.toString())
                .put("orderRef", "bill-" + UUID.randomUUID());
    }

    private static JsonObject typed(String code) {
        return new JsonObject().put("code", code);
    }

    private String template() {
        return coupons.template(values -> values.put("claimable", false));
    }

    @Test
    void codesAreExportedOnceAndNeverStored() {
        String batch = batch(template(), 3);
        List<String> all = codes(batch);
        assertThat(all).hasSize(3).doesNotHaveDuplicates();
        export(batch).then().statusCode(409).body("code", equalTo("code-batch-state-refused"));
        assertThat(coupons.count("select count(*) from coupon_code where batch_id = $1", UUID.fromString(batch)))
                .isEqualTo(3);
        coupons.get(marketing, BATCHES + "/" + batch).statusCode(200).body("state", equalTo("EXPORTED"));
        given().auth()
                .oauth2(clerk)
                .post(BATCHES + "/" + batch + "/exports")
                .then()
                .statusCode(403);
        export(UUID.randomUUID().toString()).then().statusCode(404).body("code", equalTo("code-batch-not-found"));
    }

    @Test
    void tillUsesACodeOnce() {
        String code = codes(batch(template(), 1)).getFirst();
        JsonObject bill = bill(code).put("amountFen", 600);
        String key = UUID.randomUUID().toString();
        coupons.post(clerk, TILL, bill, key).then().statusCode(201).body("discountFen", equalTo(600));
        coupons.post(clerk, TILL, bill, key).then().statusCode(201);
        coupons.post(clerk, TILL, bill(code)).statusCode(422).body("code", equalTo("coupon-code-invalid"));
        coupons.post(tokens.member(members.active().id()), REGISTER, typed(code))
                .statusCode(422)
                .body("code", equalTo("coupon-code-invalid"));
    }

    @Test
    void memberRegistersACodeOnceAndHoldsItsCoupon() {
        String code = codes(batch(template(), 1)).getFirst();
        UUID member = members.active().id();
        String coupon = coupons.post(tokens.member(member), REGISTER, typed(code.replace("-", "")))
                .statusCode(201)
                .extract()
                .path("id");
        coupons.mine(member, "").then().body("items[0].id", equalTo(coupon)).body("items[0].source", equalTo("CODE"));
        coupons.post(tokens.member(members.active().id()), REGISTER, typed(code))
                .statusCode(422);
        coupons.post(clerk, TILL, bill(code)).statusCode(422);
    }

    @Test
    void batchTakesItsCouponsFromTheStockAndRegisteringTakesNoMore() {
        String template = coupons.template(values -> values.put("stock", 3));
        List<String> printed = codes(batch(template, 2));
        assertThat(issued(template)).isEqualTo(2);
        coupons.post(
                        marketing,
                        BATCHES,
                        new JsonObject()
                                .put("templateId", template)
                                .put("name", "传单")
                                .put("size", 2))
                .statusCode(409)
                .body("code", equalTo("coupon-sold-out"));
        coupons.claim(members.active().id(), template, "last").then().statusCode(201);
        coupons.claim(members.active().id(), template, "late").then().statusCode(409);
        coupons.post(tokens.member(members.active().id()), REGISTER, typed(printed.getFirst()))
                .statusCode(201);
        coupons.post(clerk, TILL, bill(printed.getLast())).statusCode(201);
        assertThat(issued(template)).isEqualTo(3);
    }

    private long issued(String template) {
        return coupons.count("select issued from coupon_stock where template_id = $1", UUID.fromString(template));
    }

    @Test
    void codeThatManyTryAtOnceIsGoodForOne() {
        String code = codes(batch(template(), 1)).getFirst();
        List<UUID> diners = members.many(8);
        List<Integer> statuses = Parallel.run(
                8,
                i -> coupons.post(tokens.member(diners.get(i)), REGISTER, typed(code), "race-" + i)
                        .statusCode());
        assertThat(statuses).containsOnly(201, 422);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
    }

    @Test
    void unknownUsedAndEndedCodesAreAnsweredAlike() {
        String ended = batch(template(), 1);
        String code = codes(ended).getFirst();
        coupons.post(marketing, BATCHES + "/" + ended + "/endings", new JsonObject())
                .statusCode(201)
                .body("state", equalTo("ENDED"));
        coupons.post(marketing, BATCHES + "/" + ended + "/endings", new JsonObject())
                .statusCode(409);
        String used = codes(batch(template(), 1)).getFirst();
        coupons.post(clerk, TILL, bill(used)).statusCode(201);
        List<JsonObject> answers = List.of(code, used, codes.next()).stream()
                .map(each -> new JsonObject(coupons.post(clerk, TILL, bill(each))
                        .statusCode(422)
                        .extract()
                        .asString()))
                .toList();
        answers.forEach(answer -> answer.remove("traceId"));
        answers.forEach(answer -> answer.remove("instance"));
        assertThat(answers).containsOnly(answers.getFirst());
    }

    @Test
    void guessingEndsAfterSomeWrongCodesAndGoodOnesDoNotCount() {
        String batch = batch(template(), 12);
        List<String> good = codes(batch);
        for (String code : good) coupons.post(clerk, TILL, bill(code)).statusCode(201);
        for (int i = 0; i < config.wrongCodesPerHour(); i++) {
            coupons.post(clerk, TILL, bill(codes.next())).statusCode(422);
        }
        coupons.post(clerk, TILL, bill(codes.next())).statusCode(429).body("code", equalTo("too-many-requests"));
    }

    @Test
    void anUnknownStoreIsNoWrongCode() {
        String admin = tokens.staffOfAllStores("admin");
        String code = codes(batch(template(), 1)).getFirst();
        JsonObject bill = bill(code).put("storeId", UUID.randomUUID().toString());
        for (int i = 0; i < config.wrongCodesPerHour() + 2; i++) {
            coupons.post(admin, TILL, bill).statusCode(422).body("code", equalTo("store-unknown"));
        }
        coupons.post(admin, TILL, bill(code)).statusCode(201);
    }

    @Test
    void mistypedCodeIsToldApartAndNotCounted() {
        String code = codes.next();
        char last = code.charAt(code.length() - 1);
        String wrong = code.substring(0, code.length() - 1) + (last == '2' ? '3' : '2');
        for (int i = 0; i < config.wrongCodesPerHour() + 2; i++) {
            coupons.post(clerk, TILL, bill(wrong)).statusCode(400).body("errors[0].pointer", equalTo("/code"));
        }
        coupons.post(clerk, TILL, bill("<script>")).statusCode(400);
    }

    @Test
    void codeIsKeptWhereTheBillDoesNotFit() {
        String template = coupons.template(values ->
                values.put("claimable", false).put("kind", "THRESHOLD").put("thresholdFen", 5000));
        String code = codes(batch(template, 1)).getFirst();
        coupons.post(clerk, TILL, bill(code).put("amountFen", 4999))
                .statusCode(409)
                .body("code", equalTo("coupon-threshold-not-met"));
        coupons.post(clerk, TILL, bill(code)).statusCode(400);
        coupons.post(clerk, TILL, bill(code).put("amountFen", 5000)).statusCode(201);
    }

    @Test
    void batchIsRefusedWithoutATemplateOrPastItsSize() {
        JsonObject wish = new JsonObject()
                .put("templateId", UUID.randomUUID().toString())
                .put("name", "传单")
                .put("size", 1);
        coupons.post(marketing, BATCHES, wish).statusCode(400).body("errors[0].pointer", equalTo("/templateId"));
        coupons.post(
                        marketing,
                        BATCHES,
                        wish.copy().put("templateId", template()).put("size", 100_001))
                .statusCode(400);
        coupons.post(clerk, BATCHES, wish).statusCode(403);
    }
}
