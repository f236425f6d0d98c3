package dev.huiyuan.programme.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import dev.huiyuan.member.NewMembers;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.testing.Await;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.Parallel;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@HuiyuanTest
class ProgrammeActivationTest {
    @Inject
    ProgrammeApi api;

    @Inject
    ProgrammeService programme;

    @Inject
    Pool pool;

    @Inject
    NewMembers members;

    @AfterEach
    void tidy() {
        api.tidy();
    }

    @Test
    void activatedDraftHoldsFromItsTimeOnAndNotBefore() {
        String active = api.inForce();
        Instant from = api.ahead(0);
        String id = api.draft("earning", earning(3));
        Response answer = api.activate(id, ProgrammeApi.key(), from);
        answer.then()
                .statusCode(201)
                .body("state", equalTo("SCHEDULED"))
                .body("origin", equalTo("DRAFT"))
                .body("createdBy", startsWith("staff:"))
                .body("note", equalTo("测试"));
        int version = answer.path("version");
        assertThat(at(from.plusSeconds(1)).version()).isEqualTo(version);
        assertThat(at(from.plusSeconds(1)).rules().earning().pointsPerYuan()).isEqualTo(3);
        assertThat(at(from.minusSeconds(1)).rules().earning().pointsPerYuan()).isEqualTo(1);
        assertThat(api.inForce()).isEqualTo(active);
        api.admin().get(ProgrammeApi.DRAFTS + "/" + id).then().statusCode(404);
        api.admin()
                .get(ProgrammeApi.ROOT + "/versions/" + version)
                .then()
                .statusCode(200)
                .body("version.version", equalTo(version))
                .body("document.earning.pointsPerYuan", equalTo(3));
    }

    @Test
    void repeatedActivationIsAnsweredWithTheSameVersion() {
        String id = api.draft();
        String key = ProgrammeApi.key();
        Instant from = api.ahead(1);
        Response first = api.activate(id, key, from);
        Response second = api.activate(id, key, from);
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        api.activate(id, key, from.plusSeconds(1))
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
    }

    @Test
    void whoSawAnotherVersionOfTheDraftDoesNotActivateIt() {
        String id = api.draft("earning", earning(2));
        String request =
                new JsonObject().put("effectiveFrom", api.ahead(2).toString()).encode();
        String path = ProgrammeApi.DRAFTS + "/" + id + "/activations";
        api.admin(ProgrammeApi.key())
                .header("If-Match", "\"1\"")
                .body(request)
                .post(path)
                .then()
                .statusCode(412)
                .body("code", equalTo("version-stale"));
        api.admin(ProgrammeApi.key())
                .header("If-Match", "\"2\"")
                .body(request)
                .post(path)
                .then()
                .statusCode(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/tiers/2/thresholdFen|50000|/tiers/2/thresholdFen",
                "/tiers/1/multiplierPercent|100000|/tiers/1/multiplierPercent",
                "/tiers/1/multiplierPercent|1000|/tiers/1/multiplierPercent",
                "/birthday/multiplierPercent|1000|/birthday/multiplierPercent",
                "/birthday/templatesByTier/gold|\"NO-SUCH\"|/birthday/templatesByTier/gold",
                "/birthday/templatesByTier/bronze|\"BIRTHDAY-MEAL\"|/birthday/templatesByTier/bronze",
                "/birthday/cardTiers|[\"bronze\"]|/birthday/cardTiers/0",
                "/registration/welcomeTemplate|\"NO-SUCH\"|/registration/welcomeTemplate",
                "/registration/requiredConsents|[\"astrology\"]|/registration/requiredConsents/0",
                "/calendar/0/stores|[\"NOWHERE\"]|/calendar/0/stores/0",
                "/calendar/0/offer/couponTemplate|\"NO-SUCH\"|/calendar/0/offer/couponTemplate",
                "/calendar/1/code|\"member-day\"|/calendar/1/code",
                "/zone|\"+08:00\"|/zone"
            })
    void invalidDraftIsNeverActivated(String place, String value, String pointer) {
        String active = api.inForce();
        int versions = count();
        String id = api.draft();
        var document = (com.fasterxml.jackson.databind.node.ObjectNode)
                Documents.json(api.document(id).encode());
        Documents.set(document, place, value);
        api.put(id, null, "\"1\"", document).then().statusCode(200);
        api.activate(id, ProgrammeApi.key(), api.ahead(3))
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("programme-invalid"))
                .body("errors.pointer", hasItem(pointer));
        assertThat(api.inForce()).isEqualTo(active);
        assertThat(count()).isEqualTo(versions);
        assertThat(api.admin().get(ProgrammeApi.DRAFTS + "/" + id).statusCode()).isEqualTo(200);
    }

    @Test
    void versionsDoNotOverlap() {
        Instant from = api.ahead(4);
        int scheduled = api.schedule(api.draft(), from);
        for (Instant asked : new Instant[] {from, from.minusSeconds(1)}) {
            api.activate(api.draft(), ProgrammeApi.key(), asked)
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("programme-versions-overlap"))
                    .body("detail", containsString("版本 " + scheduled + " "));
        }
        // At once would be before it as well.
        api.activate(api.draft(), ProgrammeApi.key(), null)
                .then()
                .statusCode(409)
                .body("code", equalTo("programme-versions-overlap"));
        int next = api.schedule(api.draft(), from.plusSeconds(1));
        assertThat(next).isEqualTo(scheduled + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-300, -301, 100})
    void versionIsActivatedNeitherInThePastNorFarAhead(int days) {
        String id = api.draft();
        api.activate(id, ProgrammeApi.key(), api.ahead(days))
                .then()
                .statusCode(422)
                .body("code", equalTo("programme-time-refused"))
                .body("errors.pointer", hasItem("/effectiveFrom"));
    }

    @Test
    void unreadableRequestsArePointedAt() {
        String path = ProgrammeApi.DRAFTS + "/" + api.draft() + "/activations";
        api.admin(ProgrammeApi.key())
                .body("{\"effectiveFrom\": \"soon\"}")
                .post(path)
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/effectiveFrom"));
        api.admin(ProgrammeApi.key())
                .body("{\"when\": 1}")
                .post(path)
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/when"));
        api.admin().body("{}").post(path).then().statusCode(400).body("code", equalTo("idempotency-key-missing"));
    }

    @Test
    void ofActivationsAtOneInstantOneWins() {
        Instant from = api.ahead(5);
        List<String> drafts = IntStream.range(0, 6).mapToObj(i -> api.draft()).toList();
        List<Integer> statuses = Parallel.run(
                6, i -> api.activate(drafts.get(i), ProgrammeApi.key(), from).statusCode());
        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
    }

    @Test
    void oneDraftIsActivatedOnce() {
        String id = api.draft();
        List<Integer> statuses = Parallel.run(
                6,
                i -> api.activate(id, ProgrammeApi.key(), api.ahead(6).plusSeconds(i))
                        .statusCode());
        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 404);
    }

    @Test
    void parallelActivationsFollowEachOther() {
        Instant from = api.ahead(7);
        List<String> drafts = IntStream.range(0, 6).mapToObj(i -> api.draft()).toList();
        List<Response> answers =
                Parallel.run(6, i -> api.activate(drafts.get(i), ProgrammeApi.key(), from.plusSeconds(i)));
        List<OffsetDateTime> inOrder = answers.stream()
                .filter(answer -> answer.statusCode() == 201)
                .sorted(Comparator.comparing(answer -> answer.<Integer>path("version")))
                .map(answer -> OffsetDateTime.parse(answer.<String>path("effectiveFrom")))
                .toList();
        assertThat(inOrder).isNotEmpty().isSorted().doesNotHaveDuplicates();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isIn(201, 409));
    }

    @Test
    void otherTiersAreOnlyConfiguration() {
        String id = api.draft();
        api.put(id, null, "\"1\"", otherTiers(id)).then().statusCode(200);
        Instant from = api.ahead(14);
        api.activate(id, ProgrammeApi.key(), from, true).then().statusCode(201);
        assertThat(at(from.plusSeconds(1)).rules().tiers())
                .extracting(Programme.Tier::code)
                .containsExactly("ordinary", "silver", "gold", "platinum");
        assertThat(at(from.minusSeconds(1)).rules().tiers())
                .extracting(Programme.Tier::code)
                .containsExactly("member", "silver", "gold", "black-diamond");
    }

    @Test
    void tierThatMembersHaveDoesNotVanishByMistake() {
        UUID member = members.active().id();
        Await.result(() -> pool.preparedQuery(
                        "insert into tier_standing (member_id, tier_code, since) values ($1, 'member', now())")
                .execute(Tuple.of(member)));
        String id = api.draft();
        api.put(id, null, "\"1\"", otherTiers(id)).then().statusCode(200);
        api.activate(id, ProgrammeApi.key(), api.ahead(15))
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/tiers"))
                .body("errors.code", hasItem("in-use"))
                .body("errors.detail", hasItem(containsString("位会员的等级已不在其中：member")));
        api.validate(id).then().statusCode(422);
    }

    @Test
    void versionThatALaterOneDependsOnIsNotWithdrawnBeforeIt() {
        UUID member = members.active().id();
        Await.result(() -> pool.preparedQuery(
                        "insert into tier_standing (member_id, tier_code, since) values ($1, 'member', now())")
                .execute(Tuple.of(member)));
        String moving = api.draft();
        api.put(moving, null, "\"1\"", otherTiers(moving)).then().statusCode(200);
        int first =
                api.activate(moving, ProgrammeApi.key(), api.ahead(17), true).path("version");
        String following = api.draft();
        api.put(following, null, "\"1\"", otherTiers(following)).then().statusCode(200);
        int second = api.schedule(following, api.ahead(18));
        api.withdraw(first)
                .then()
                .statusCode(409)
                .body("code", equalTo("programme-withdrawal-refused"))
                .body("detail", containsString(Integer.toString(second)))
                .body("errors.pointer", hasItem("/tiers"))
                .body("errors.detail", hasItem(containsString("位会员的等级已不在其中：member")));
        assertThat(at(api.ahead(17).plusSeconds(60)).version()).isEqualTo(first);
        api.withdraw(second).then().statusCode(201);
        api.withdraw(first).then().statusCode(201);
    }

    @Test
    void versionThatALaterOneDoesWithoutIsWithdrawnBeforeIt() {
        int first = api.schedule(api.draft(), api.ahead(17));
        int second = api.schedule(api.draft(), api.ahead(18));
        api.withdraw(first).then().statusCode(201);
        assertThat(at(api.ahead(18).plusSeconds(60)).version()).isEqualTo(second);
    }

    /** Ordinary, silver, gold and platinum, with thresholds on visits as well. */
    private JsonObject otherTiers(String id) {
        JsonObject document = api.document(id);
        String[] codes = {"ordinary", "silver", "gold", "platinum"};
        JsonArray tiers = document.getJsonArray("tiers");
        for (int i = 0; i < codes.length; i++) {
            tiers.getJsonObject(i)
                    .put("code", codes[i])
                    .put("thresholdFen", 100_000L * i)
                    .put("thresholdVisits", 4 * i);
        }
        document.getJsonObject("tierRules").put("basis", "EITHER").put("window", "CALENDAR_YEAR");
        document.getJsonObject("birthday")
                .put("templatesByTier", new JsonObject().put("platinum", "BIRTHDAY-MEAL"))
                .put("cardTiers", new JsonArray().add("platinum"));
        return document;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update programme_version set document = '{}' where version = 1",
                "update programme_version set effective_from = now() where version = 1",
                "delete from programme_version",
                "truncate programme_version cascade",
                "insert into programme_version (version, effective_from, document, origin, created_by) "
                        + "values (2000000000, '1970-01-01T00:00:00Z', '{}', 'DRAFT', 'staff:x')"
            })
    void databaseKeepsVersionsAsTheyAre(String statement) {
        Assertions.assertThatExceptionOfType(PgException.class)
                .isThrownBy(() -> Await.result(() -> pool.query(statement).execute()));
    }

    private ProgrammeVersion at(Instant instant) {
        return programme.at(instant);
    }

    private int count() {
        return Await.result(() ->
                        pool.query("select count(*) from programme_version").execute())
                .iterator()
                .next()
                .getInteger(0);
    }

    /** The default's rules of earning with another rate. */
    private JsonObject earning(int pointsPerYuan) {
        return new JsonObject(api.inForce())
                .getJsonObject("document")
                .getJsonObject("earning")
                .put("pointsPerYuan", pointsPerYuan);
    }
}
