package dev.huiyuan.programme.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@HuiyuanTest
class ProgrammeDraftTest {
    @Inject
    ProgrammeApi api;

    @Inject
    Pool pool;

    @AfterEach
    void tidy() {
        api.tidy();
    }

    @Test
    void draftIsACopyOfTheRulesInForce() {
        String id = api.draft();
        JsonObject active = new JsonObject(api.inForce());
        assertThat(api.document(id)).isEqualTo(active.getJsonObject("document"));
        api.admin()
                .get(ProgrammeApi.DRAFTS + "/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("basedOn", equalTo(active.getJsonObject("version").getInteger("version")))
                .body("note", equalTo("测试"))
                .body("createdBy", startsWith("staff:"))
                .body("createdAt", org.hamcrest.Matchers.endsWith("+08:00"));
    }

    @Test
    void draftIsACopyOfAGivenVersionAndOfNoUnknownOne() {
        api.admin(ProgrammeApi.key())
                .body("{\"fromVersion\": 1}")
                .post(ProgrammeApi.DRAFTS)
                .then()
                .statusCode(201)
                .body("basedOn", equalTo(1))
                .body("note", nullValue());
        api.admin(ProgrammeApi.key())
                .body("{\"fromVersion\": 123456}")
                .post(ProgrammeApi.DRAFTS)
                .then()
                .statusCode(422)
                .body("code", equalTo("programme-version-unknown"))
                .body("errors.pointer", contains("/fromVersion"));
    }

    @Test
    void repeatedCreationMakesOneDraft() {
        String key = ProgrammeApi.key();
        Response first = api.admin(key).body("{}").post(ProgrammeApi.DRAFTS);
        Response second = api.admin(key).body("{}").post(ProgrammeApi.DRAFTS);
        assertThat(second.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        api.admin()
                .body("{}")
                .post(ProgrammeApi.DRAFTS)
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-missing"));
    }

    @Test
    void draftsAreListedNewestFirst() {
        String older = api.draft();
        String newer = api.draft();
        Response page = api.admin().get(ProgrammeApi.DRAFTS + "?limit=1");
        page.then().statusCode(200).body("items.id", contains(newer)).body("items[0].document", nullValue());
        api.admin()
                .queryParam("cursor", page.<String>path("nextCursor"))
                .get(ProgrammeApi.DRAFTS + "?limit=1")
                .then()
                .body("items.id", contains(older));
        api.admin().get(ProgrammeApi.DRAFTS + "?cursor=nonsense!").then().statusCode(400);
    }

    @Test
    void anyVersionOfADraftIsReplacedWhereAStarSaysSo() {
        String id = api.draft();
        api.put(id, "zone", "*", "{\"zone\": \"Asia/Urumqi\"}")
                .then()
                .statusCode(200)
                .body("version", equalTo(2));
        api.put(id, "zone", "first", "{\"zone\": \"Asia/Urumqi\"}").then().statusCode(400);
        String nobody = java.util.UUID.randomUUID().toString();
        api.put(nobody, "zone", "*", "{\"zone\": \"Asia/Urumqi\"}").then().statusCode(404);
    }

    @Test
    void wholeDraftIsReplacedByWhoSawItsVersion() {
        String id = api.draft();
        JsonObject document = api.document(id);
        document.getJsonObject("earning").put("pointsPerYuan", 3);
        api.put(id, null, "\"1\"", document)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("document.earning.pointsPerYuan", equalTo(3));
        api.put(id, null, "\"1\"", document).then().statusCode(412).body("code", equalTo("version-stale"));
        api.admin()
                .body(document.encode())
                .put(ProgrammeApi.DRAFTS + "/" + id)
                .then()
                .statusCode(428)
                .body("code", equalTo("version-required"));
        assertThat(api.document(id)).isEqualTo(document);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "earning|earning",
                "points|points",
                "tiers|tiers",
                "tier-rules|tierRules",
                "registration|registration",
                "birthday|birthday",
                "calendar|calendar",
                "orders|orders",
                "notices|notices"
            })
    void eachPartIsReplacedOnItsOwn(String part, String field) {
        String id = api.draft();
        JsonObject before = api.document(id);
        Object value = before.getValue(field);
        if (value instanceof JsonArray list) list.getJsonObject(0).put("name", "改名");
        else if (field.equals("notices")) ((JsonObject) value).put("membership", "2027-01");
        else change((JsonObject) value);
        api.put(id, part, "\"1\"", value).then().statusCode(200).header("ETag", "\"2\"");
        assertThat(api.document(id)).isEqualTo(before);
        api.put(id, part, "\"1\"", value).then().statusCode(412);
    }

    private static void change(JsonObject part) {
        for (String field :
                new String[] {"pointsPerYuan", "graceDays", "minimumAgeYears", "daysAhead", "quoteMinutes"}) {
            if (part.containsKey(field)) {
                part.put(field, part.getInteger(field) + 1);
                return;
            }
        }
        throw new AssertionError(part.encode());
    }

    @Test
    void zoneAndCombinationAreReplacedInAnEnvelope() {
        String id = api.draft("zone", "{\"zone\": \"Asia/Urumqi\"}");
        api.put(id, "discount-combination", "\"2\"", "{\"discountCombination\": \"ADD\"}")
                .then()
                .statusCode(200);
        assertThat(api.document(id).getString("zone")).isEqualTo("Asia/Urumqi");
        assertThat(api.document(id).getString("discountCombination")).isEqualTo("ADD");
        api.put(id, "zone", "\"3\"", "{\"zone\": \"Mars/Phobos\"}")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/zone"));
        api.put(id, "discount-combination", "\"3\"", "{}").then().statusCode(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/zone|\"Mars/Phobos\"|/zone",
                "/zone|8|/zone",
                "/tierRules/basis|\"LOVE\"|/tierRules/basis",
                "/earning/pointsPerYuan|\"1\"|/earning/pointsPerYuan",
                "/earning/pointsPerYuan|1.5|/earning/pointsPerYuan",
                "/earning/pointsPerYuan|null|/earning/pointsPerYuan",
                "/earning/generosity|5|/earning/generosity",
                "/horoscope|{}|/horoscope",
                "/tiers|null|/tiers",
                "/tiers|{}|/tiers",
                "/tiers/1/name|null|/tiers/1/name",
                "/tiers/2/perks|[]|/tiers/2/perks",
                "/calendar/0/days/ofYear|[\"--13-40\"]|/calendar/0/days/ofYear/0",
                "/calendar/0/days/weekdays|[\"SOMEDAY\"]|/calendar/0/days/weekdays/0",
                "/calendar/0/days/ranges|[{\"first\": \"2027-02-30\", \"last\": \"2027-03-01\"}]|/calendar/0/days/ranges/0/first",
                "/calendar/0/hours|[{\"from\": \"25:00\", \"to\": \"26:00\"}]|/calendar/0/hours/0/from",
                "/calendar/0/channels|[\"PIGEON\"]|/calendar/0/channels/0"
            })
    void whatCannotBeReadIsRefusedAndPointedAt(String place, String value, String pointer) throws Exception {
        String id = api.draft();
        JsonObject before = api.document(id);
        var document = (com.fasterxml.jackson.databind.node.ObjectNode) Documents.json(before.encode());
        Documents.set(document, place, value);
        api.put(id, null, "\"1\"", document)
                .then()
                .statusCode(400)
                .body("code", equalTo("validation-failed"))
                .body("errors.pointer", hasItem(pointer));
        assertThat(api.document(id)).isEqualTo(before);
    }

    @Test
    void partThatCannotBeReadIsPointedAtFromItsOwnRoot() {
        String id = api.draft();
        JsonArray tiers = api.document(id).getJsonArray("tiers");
        tiers.getJsonObject(2).put("multiplierPercent", "150");
        api.put(id, "tiers", "\"1\"", tiers)
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/2/multiplierPercent"));
        tiers.getJsonObject(2).remove("multiplierPercent");
        api.put(id, "tiers", "\"1\"", tiers).then().statusCode(400);
        tiers.getJsonObject(2).put("multiplierPercent", 150).remove("name");
        tiers.getJsonObject(1).remove("benefits");
        api.put(id, "tiers", "\"1\"", tiers)
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/1/benefits", "/2/name"));
        api.put(id, "horoscope", "\"1\"", tiers).then().statusCode(404);
    }

    @Test
    void invalidDraftIsKeptAndAllThatIsWrongIsPointedAt() {
        String active = api.inForce();
        String id = api.draft();
        JsonObject document = api.document(id);
        document.getJsonArray("tiers").getJsonObject(2).put("thresholdFen", 100).put("multiplierPercent", 1000);
        document.getJsonObject("registration").put("welcomeTemplate", "NO-SUCH-TEMPLATE");
        document.getJsonObject("birthday").getJsonObject("templatesByTier").put("platinum", "BIRTHDAY-MEAL");
        document.getJsonArray("calendar").getJsonObject(0).put("stores", new JsonArray().add("NOWHERE"));
        api.put(id, null, "\"1\"", document).then().statusCode(200);
        api.validate(id)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("programme-invalid"))
                .body(
                        "errors.pointer",
                        hasItems(
                                "/tiers/2/thresholdFen",
                                "/tiers/2/multiplierPercent",
                                "/registration/welcomeTemplate",
                                "/birthday/templatesByTier/platinum",
                                "/calendar/0/stores/0"));
        api.admin()
                .post(ProgrammeApi.DRAFTS + "/" + id + "/previews")
                .then()
                .statusCode(422)
                .body("code", equalTo("programme-invalid"));
        assertThat(api.inForce()).isEqualTo(active);
    }

    @Test
    void templateThatIsNotActiveIsPointedAt() {
        String id = api.draft();
        JsonArray calendar = api.document(id).getJsonArray("calendar");
        String code = "PAUSED-" + System.nanoTime();
        JsonObject template = new JsonObject(Map.of(
                "code",
                code,
                "name",
                "草稿券",
                "description",
                "",
                "kind",
                "AMOUNT",
                "amountOffFen",
                100,
                "validDays",
                30,
                "claimable",
                false,
                "state",
                "DRAFT"));
        api.as(Role.MARKETING)
                .body(template.encode())
                .post("/v1/admin/coupon-templates")
                .then()
                .statusCode(201);
        calendar.getJsonObject(0).getJsonObject("offer").put("couponTemplate", code);
        api.put(id, "calendar", "\"1\"", calendar).then().statusCode(200);
        api.validate(id)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/calendar/0/offer/couponTemplate"))
                .body("errors.code", contains("inactive"));
    }

    @Test
    void validDraftIsToldSo() {
        String id = api.draft("tier-rules", """
                {"window": "CALENDAR_YEAR", "basis": "SPEND", "graceDays": 60, "refunds": "AT_ONCE"}""");
        api.validate(id).then().statusCode(200).body("valid", equalTo(true)).body("version", equalTo(2));
    }

    @Test
    void deletedDraftIsGone() {
        String id = api.draft();
        String path = ProgrammeApi.DRAFTS + "/" + id;
        api.admin().delete(path).then().statusCode(204);
        api.admin().delete(path).then().statusCode(404);
        api.admin().get(path).then().statusCode(404);
        api.put(id, "zone", "\"1\"", "{\"zone\": \"Asia/Shanghai\"}").then().statusCode(404);
        api.validate(id).then().statusCode(404);
        api.admin().post(path + "/previews").then().statusCode(404);
        api.activate(id, ProgrammeApi.key(), null).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {Role.AUDITOR, Role.MANAGER})
    void onlyAdministratorsChangeDrafts(String role) {
        String id = api.draft();
        String path = ProgrammeApi.DRAFTS + "/" + id;
        int reading = role.equals(Role.AUDITOR) ? 200 : 403;
        api.as(role).get(path).then().statusCode(reading);
        api.as(role).get(ProgrammeApi.DRAFTS).then().statusCode(reading);
        api.as(role).post(path + "/validations").then().statusCode(reading);
        api.as(role).get(ProgrammeApi.ROOT).then().statusCode(reading);
        api.as(role)
                .header("Idempotency-Key", ProgrammeApi.key())
                .body("{}")
                .post(ProgrammeApi.DRAFTS)
                .then()
                .statusCode(403);
        api.as(role)
                .header("If-Match", "\"1\"")
                .body("{\"zone\": \"Asia/Shanghai\"}")
                .put(path + "/zone")
                .then()
                .statusCode(403);
        api.as(role)
                .header("Idempotency-Key", ProgrammeApi.key())
                .body("{}")
                .post(path + "/activations")
                .then()
                .statusCode(403);
        api.as(role).delete(path).then().statusCode(403);
    }

    @Test
    void notesAreStoredEncrypted() {
        api.draft();
        var rows = dev.huiyuan.testing.Await.result(
                () -> pool.query("select encode(note, 'escape') as note from programme_draft")
                        .execute());
        assertThat(rows)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.getString("note")).doesNotContain("测试"));
        assertThat(api.admin().get(ProgrammeApi.DRAFTS).<java.util.List<String>>path("items.note"))
                .isNotEmpty();
        api.admin().get(ProgrammeApi.DRAFTS).then().body("items.note", everyItem(not(equalTo(""))));
    }
}
