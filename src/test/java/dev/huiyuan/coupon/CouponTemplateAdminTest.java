package dev.huiyuan.coupon;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.http.ContentType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class CouponTemplateAdminTest {
    @Inject
    CouponApi coupons;

    @Inject
    TestTokens tokens;

    @Inject
    NewMembers members;

    private void refused(String pointer, String code, Consumer<JsonObject> change) {
        JsonObject values = CouponApi.values();
        change.accept(values);
        coupons.create(values)
                .then()
                .statusCode(400)
                .body("code", equalTo("validation-failed"))
                .body("errors.pointer", hasItem(pointer))
                .body("errors.find { it.pointer == '" + pointer + "' }.code", equalTo(code));
    }

    @Test
    void templateIsMadeAndRead() {
        JsonObject values = CouponApi.values()
                .put("kind", "PERCENTAGE")
                .putNull("amountOffFen")
                .put("percentOff", 15)
                .put("capFen", 5000)
                .put("stock", 100)
                .put("storeIds", new JsonArray().add(CouponApi.STORE.toString()))
                .put("channels", new JsonArray().add("STORE"))
                .put("minTier", "silver");
        String id = coupons.create(values)
                .then()
                .statusCode(201)
                .header("ETag", "\"0\"")
                .body("issued", equalTo(0))
                .extract()
                .path("id");
        given().auth()
                .oauth2(tokens.staffOfAllStores("admin"))
                .get("/v1/admin/coupon-templates/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("percentOff", equalTo(15))
                .body("amountOffFen", nullValue())
                .body("storeIds[0]", equalTo(CouponApi.STORE.toString()))
                .body("channels[0]", equalTo("STORE"))
                .body("minTier", equalTo("silver"));
        given().auth()
                .oauth2(tokens.staffOfAllStores("admin"))
                .get("/v1/admin/coupon-templates?limit=1")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("nextCursor", notNullValue());
    }

    @Test
    void figuresThatDoNotFitTheKindAreRefused() {
        refused("/capFen", "required", v -> v.put("kind", "PERCENTAGE").put("percentOff", 15));
        refused("/thresholdFen", "out-of-range", v -> v.put("kind", "THRESHOLD").put("thresholdFen", 999));
        refused("/percentOff", "unexpected", v -> v.put("percentOff", 15));
        refused("/amountOffFen", "required", v -> v.putNull("amountOffFen"));
        refused(
                "/dishCode",
                "unknown",
                v -> v.put("kind", "EXCHANGE").putNull("amountOffFen").put("dishCode", "NONE"));
    }

    @Test
    void categoriesAreThoseOfTheMenu() {
        refused("/categoryCodes", "unknown", v -> v.put("categoryCodes", new JsonArray().add("NONE")));
        coupons.create(CouponApi.values().put("categoryCodes", new JsonArray().add("DRINK")))
                .then()
                .statusCode(201)
                .body("categoryCodes[0]", equalTo("DRINK"))
                .body("issuableByStaff", equalTo(false));
    }

    @Test
    void exchangeForADishOfTheMenuIsAccepted() {
        coupons.create(CouponApi.values()
                        .put("kind", "EXCHANGE")
                        .putNull("amountOffFen")
                        .put("dishCode", "MAPO-TOFU"))
                .then()
                .statusCode(201);
    }

    @Test
    void validityAndClaimsAreChecked() {
        refused("/validDays", "required", v -> v.putNull("validDays"));
        refused(
                "/validThrough",
                "out-of-range",
                v -> v.putNull("validDays").put("validFrom", "2020-01-01").put("validThrough", "2020-02-01"));
        refused("/validFrom", "unexpected", v -> v.put("validFrom", "2020-01-01"));
        refused("/limitPerMember", "required", v -> v.putNull("limitPerMember"));
        refused(
                "/claimableUntil",
                "out-of-range",
                v -> v.put("claimableFrom", "2026-12-02T00:00:00+08:00")
                        .put("claimableUntil", "2026-12-01T00:00:00+08:00"));
    }

    @Test
    void unknownStoresTiersAndFieldsAreRefused() {
        refused(
                "/storeIds",
                "unknown",
                v -> v.put("storeIds", new JsonArray().add(UUID.randomUUID().toString())));
        refused("/minTier", "unknown", v -> v.put("minTier", "platinum"));
        refused("/surprise", "unknown", v -> v.put("surprise", 1));
        refused("/amountOffFen", "type", v -> v.put("amountOffFen", "1000"));
        refused("/amountOffFen", "out-of-range", v -> v.put("amountOffFen", -1));
    }

    @Test
    void codeBelongsToOneTemplate() {
        JsonObject values = CouponApi.values();
        coupons.create(values).then().statusCode(201);
        coupons.create(values).then().statusCode(409).body("code", equalTo("template-code-taken"));
    }

    @Test
    void changeNeedsTheVersionThatWasSeen() {
        JsonObject values = CouponApi.values();
        String id = coupons.create(values).then().extract().path("id");
        given().auth()
                .oauth2(tokens.staffOfAllStores("marketing"))
                .contentType(ContentType.JSON)
                .body(values.encode())
                .put("/v1/admin/coupon-templates/" + id)
                .then()
                .statusCode(428)
                .body("code", equalTo("version-required"));
        coupons.replace(id, "\"0\"", values.put("name", "新名"))
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("name", equalTo("新名"));
        coupons.replace(id, "\"0\"", values).then().statusCode(412).body("code", equalTo("version-stale"));
    }

    @Test
    void templateGoesThroughItsStatesAndNotBack() {
        JsonObject values = CouponApi.values().put("state", "DRAFT");
        String id = coupons.create(values).then().statusCode(201).extract().path("id");
        coupons.replace(id, "0", values.put("state", "ACTIVE")).then().statusCode(200);
        coupons.replace(id, "1", values.put("state", "PAUSED")).then().statusCode(200);
        coupons.replace(id, "2", values.put("state", "DRAFT"))
                .then()
                .statusCode(409)
                .body("code", equalTo("template-state-refused"));
        coupons.replace(id, "2", values.put("state", "ENDED")).then().statusCode(200);
        coupons.replace(id, "3", values.put("state", "ACTIVE")).then().statusCode(409);
    }

    @Test
    void stockCoversWhatIsIssued() {
        JsonObject values = CouponApi.values().put("stock", 5);
        String id = coupons.create(values).then().extract().path("id");
        coupons.claim(members.active().id(), id, "a").then().statusCode(201);
        coupons.claim(members.active().id(), id, "b").then().statusCode(201);
        coupons.replace(id, "0", values.put("stock", 1))
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/stock"))
                .body("errors[0].code", equalTo("out-of-range"));
        coupons.replace(id, "0", values.put("stock", 2)).then().statusCode(200).body("issued", equalTo(2));
        coupons.replace(id, "1", values.putNull("stock"))
                .then()
                .statusCode(400)
                .body("errors[0].code", equalTo("immutable"));
    }

    @Test
    void membersAndClerksDoNotAdministerTemplates() {
        given().auth()
                .oauth2(tokens.member(UUID.randomUUID()))
                .get("/v1/admin/coupon-templates")
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(tokens.staffOfAllStores("clerk"))
                .contentType(ContentType.JSON)
                .body(CouponApi.values().encode())
                .post("/v1/admin/coupon-templates")
                .then()
                .statusCode(403);
        given().get("/v1/admin/coupon-templates").then().statusCode(401);
    }

    @Test
    void unknownTemplateIsNotFound() {
        coupons.replace(UUID.randomUUID().toString(), "0", CouponApi.values())
                .then()
                .statusCode(404)
                .body("code", equalTo("template-not-found"));
    }

    @Test
    void everythingThatATemplateSaysIsReadAsItWasWritten() {
        JsonObject values = CouponApi.values()
                .put("dishCodes", new JsonArray().add("PLUM-DRINK"))
                .put(
                        "windows",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("weekdays", new JsonArray().add("MONDAY"))
                                        .put("from", "11:00:00")
                                        .put("to", "14:00:00")))
                .put("minUseTier", "gold")
                .put("exclusive", true)
                .put("withTierDiscount", false)
                .put("cost", new JsonObject().put("bearer", "PARTNER").put("partnerCode", "MEITUAN"))
                .put("returnGraceDays", 7)
                .put("limitPerDay", 1);
        String id = coupons.create(values)
                .then()
                .statusCode(201)
                .body("stackGroup", equalTo("DISCOUNT"))
                .body("dishCodes", equalTo(List.of("PLUM-DRINK")))
                .body("windows[0].weekdays", equalTo(List.of("MONDAY")))
                .body("windows[0].from", equalTo("11:00"))
                .body("minUseTier", equalTo("gold"))
                .body("exclusive", equalTo(true))
                .body("withTierDiscount", equalTo(false))
                .body("withMemberDay", equalTo(true))
                .body("cost.partnerCode", equalTo("MEITUAN"))
                .body("returnGraceDays", equalTo(7))
                .body("limitPerDay", equalTo(1))
                .extract()
                .path("id");
        assertThat(coupons.count(
                        "select count(*) from coupon_template_version where id = $1 and windows = '{1 11:00-14:00}'",
                        UUID.fromString(id)))
                .isEqualTo(1);
    }

    @Test
    void whatATemplateMayNotSayIsPointedAt() {
        pointsAt("/channels", CouponApi.values().put("channels", new JsonArray().add("INTERACTION")));
        JsonObject backwards = new JsonObject().put("from", "14:00").put("to", "11:00");
        pointsAt("/windows/0/to", CouponApi.values().put("windows", new JsonArray().add(backwards)));
        pointsAt("/cost/partnerCode", CouponApi.values().put("cost", new JsonObject().put("bearer", "PARTNER")));
        pointsAt("/limitPerDay", CouponApi.values().put("limitPerDay", 2));
        pointsAt("/minUseTier", CouponApi.values().put("minUseTier", "emerald"));
        pointsAt("/dishCodes", CouponApi.values().put("dishCodes", new JsonArray().add("NO-SUCH-DISH")));
        pointsAt("/stackGroup", CouponApi.values().put("exclusive", true).put("stackGroup", "FREE"));
        pointsAt(
                "/issueWindow/until",
                CouponApi.values()
                        .put(
                                "issueWindow",
                                new JsonObject()
                                        .put("from", "2026-12-02T00:00:00+08:00")
                                        .put("until", "2026-12-01T00:00:00+08:00")));
    }

    private void pointsAt(String pointer, JsonObject values) {
        coupons.create(values).then().statusCode(400).body("errors.pointer", hasItem(pointer));
    }
}
