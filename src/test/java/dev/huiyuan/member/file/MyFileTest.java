package dev.huiyuan.member.file;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class MyFileTest {
    private static final UUID STORE = UUID.fromString("01980000-0000-7000-8000-000000000001");

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Test
    void profileShowsTheOwnNameAndTheMaskedPhone() {
        NewMembers.Registered member = members.active();

        as(member)
                .get("/v1/me/profile")
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("name", equalTo("段誉"))
                .body("phone", equalTo(member.phone().masked()))
                .body("birthday", nullValue())
                .body("version", equalTo(1));
    }

    @Test
    void changedNameIsOnTheCardAtOnce() {
        NewMembers.Registered member = members.active();
        as(member).get("/v1/me").then().body("name", equalTo("段*"));

        put(member, "profile", "{\"name\": \"王小二\", \"version\": 1}")
                .statusCode(200)
                .header("ETag", equalTo("\"2\""))
                .body("name", equalTo("王小二"));

        as(member).get("/v1/me").then().body("name", equalTo("王**"));
    }

    @Test
    void birthdayIsSetOnce() {
        NewMembers.Registered member = members.active();

        put(member, "profile", "{\"birthday\": {\"month\": 2, \"day\": 29}, \"version\": 1}")
                .statusCode(200)
                .body("birthday.day", equalTo(29));
        put(member, "profile", "{\"birthday\": {\"month\": 2, \"day\": 29}, \"version\": 2}")
                .statusCode(200);
        put(member, "profile", "{\"birthday\": {\"month\": 3, \"day\": 1}, \"version\": 3}")
                .statusCode(409)
                .body("code", equalTo("birthday-already-set"));
    }

    @Test
    void birthdayIsADateOfSomebodyOldEnough() {
        NewMembers.Registered member = members.active();

        put(member, "profile", "{\"birthday\": {\"month\": 2, \"day\": 30}, \"version\": 1}")
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/birthday/day"));
        put(member, "profile", "{\"birthday\": {\"month\": 2, \"day\": 29, \"year\": 2001}, \"version\": 1}")
                .statusCode(400);
        put(member, "profile", "{\"birthday\": {\"month\": 2, \"day\": 28, \"year\": 2020}, \"version\": 1}")
                .statusCode(422)
                .body("code", equalTo("under-age"));
        put(member, "profile", "{\"birthday\": {\"month\": 2, \"day\": 28, \"year\": 2001}, \"version\": 1}")
                .statusCode(200);
    }

    @Test
    void changeStatesTheVersionItIsBasedOn() {
        NewMembers.Registered member = members.active();

        put(member, "profile", "{\"name\": \"甲\"}").statusCode(428).body("code", equalTo("version-required"));
        put(member, "profile", "{\"name\": \"甲\", \"version\": 7}")
                .statusCode(412)
                .body("code", equalTo("version-stale"));
        as(member)
                .header("If-Match", "\"1\"")
                .body("{\"name\": \"甲\"}")
                .put("/v1/me/profile")
                .then()
                .statusCode(200);
    }

    @Test
    void unknownFieldsAndLongNamesAreRefused() {
        NewMembers.Registered member = members.active();

        put(member, "profile", "{\"phone\": \"13800138000\", \"version\": 1}")
                .statusCode(400)
                .body("errors[0].code", equalTo("unknown"));
        put(member, "profile", "{\"name\": \"%s\", \"version\": 1}".formatted("长".repeat(41)))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/name"));
    }

    @Test
    void programmesAreLeftAndJoinedAgainFromThenOn() {
        NewMembers.Registered member = members.active();
        String since = as(member).get("/v1/me/programmes").then().extract().path("pointsJoinedAt");

        put(member, "programmes", "{\"pointsProgramme\": false, \"memberOffers\": true, \"version\": 1}")
                .statusCode(200)
                .body("pointsProgramme", equalTo(false))
                .body("pointsJoinedAt", nullValue())
                .body("memberOffers", equalTo(true));
        as(member).get("/v1/me").then().body("pointsProgramme", equalTo(false));
        put(member, "programmes", "{\"pointsProgramme\": true, \"memberOffers\": true, \"version\": 2}")
                .statusCode(200)
                .body("pointsJoinedAt", not(equalTo(since)));
    }

    @Test
    void bothChoicesAreStated() {
        put(members.active(), "programmes", "{\"pointsProgramme\": false, \"version\": 1}")
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/memberOffers"));
    }

    @Test
    void preferencesAreShownToStaffInOneLookup() {
        NewMembers.Registered member = members.active();

        put(member, "preferences", """
                        {"tastes": ["少盐"], "riceTexture": "SOFT", "seating": ["靠窗"], "allergies": ["花生"],
                         "healthConsent": {"granted": true, "noticeVersion": "2026-01"}, "version": 0}
                        """)
                .statusCode(200)
                .body("version", equalTo(1))
                .body("healthConsent", equalTo(true));

        asClerk()
                .body("{\"memberNo\": \"" + member.number() + "\"}")
                .post("/v1/members/lookups")
                .then()
                .statusCode(200)
                .body("preferences.tastes", contains("少盐"))
                .body("preferences.riceTexture", equalTo("SOFT"))
                .body("health.allergies", contains("花生"));
        as(member).get("/v1/me").then().body("health", nullValue());
    }

    @Test
    void healthDataNeedsItsOwnConsentToTheCurrentNotice() {
        NewMembers.Registered member = members.active();

        put(member, "preferences", "{\"allergies\": [\"花生\"], \"version\": 0}")
                .statusCode(409)
                .body("code", equalTo("health-consent-required"));
        put(
                        member,
                        "preferences",
                        "{\"allergies\": [\"花生\"], \"healthConsent\": {\"granted\": true, \"noticeVersion\": \"2020-01\"}, \"version\": 0}")
                .statusCode(422)
                .body("code", equalTo("notice-outdated"));
        as(member).get("/v1/me/preferences").then().body("allergies", empty()).body("version", equalTo(0));
    }

    @Test
    void withdrawnConsentDeletesHealthData() {
        NewMembers.Registered member = members.active();
        put(
                        member,
                        "preferences",
                        "{\"allergies\": [\"花生\"], \"healthConsent\": {\"granted\": true, \"noticeVersion\": \"2026-01\"}, \"version\": 0}")
                .statusCode(200);

        put(
                        member,
                        "preferences",
                        "{\"healthConsent\": {\"granted\": false, \"noticeVersion\": \"2026-01\"}, \"version\": 1}")
                .statusCode(200)
                .body("healthConsent", equalTo(false))
                .body("allergies", empty());

        asClerk().get("/v1/members/{id}", member.id()).then().body("health", nullValue());
        put(member, "preferences", "{\"allergies\": [\"花生\"], \"version\": 2}").statusCode(409);
    }

    @Test
    void preferencesAreWordsAndNotNumbersOfPeople() {
        NewMembers.Registered member = members.active();

        put(member, "preferences", "{\"tastes\": [\"13800138000\"], \"version\": 0}")
                .statusCode(400)
                .body("errors", hasSize(1));
        put(member, "preferences", "{\"riceTexture\": \"WET\", \"version\": 0}").statusCode(400);
        put(member, "preferences", "{\"tastes\": [\"少盐\"], \"version\": 3}").statusCode(412);
    }

    @Test
    void noteIsAddedOnceAndShownToStaffOnly() {
        NewMembers.Registered member = members.active();
        String note = "{\"text\": \"喜欢坐靠窗的位置\"}";

        for (int i = 0; i < 2; i++) {
            asClerk()
                    .header("Idempotency-Key", "note-1-" + member.id())
                    .body(note)
                    .post("/v1/members/{id}/notes", member.id())
                    .then()
                    .statusCode(201);
        }

        asClerk()
                .get("/v1/members/{id}", member.id())
                .then()
                .body("notes", hasSize(1))
                .body("notes[0].text", equalTo("喜欢坐靠窗的位置"));
        asClerk().get("/v1/members/{id}/notes", member.id()).then().body("items", hasSize(1));
        as(member).get("/v1/me").then().body("notes", nullValue());
    }

    @Test
    void keyOfANoteIsNotGoodForAnotherNote() {
        UUID member = members.active().id();
        String key = "note-2-" + member;

        note(member, key, "甲").statusCode(201);
        note(member, key, "乙").statusCode(422).body("code", equalTo("idempotency-key-reused"));

        asClerk().get("/v1/members/{id}/notes", member).then().body("items.text", contains("甲"));
        note(member, "note-3-" + member, "乙").statusCode(201);
        asClerk().get("/v1/members/{id}/notes", member).then().body("items.text", contains("乙", "甲"));
    }

    @Test
    void noteNeedsAKeyAKnownMemberAndAText() {
        UUID member = members.active().id();

        asClerk()
                .body("{\"text\": \"x\"}")
                .post("/v1/members/{id}/notes", member)
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-missing"));
        asClerk()
                .header("Idempotency-Key", "k-" + member)
                .body("{\"text\": \" \"}")
                .post("/v1/members/{id}/notes", member)
                .then()
                .statusCode(400);
        asClerk()
                .header("Idempotency-Key", "k-" + member)
                .body("{\"text\": \"x\"}")
                .post("/v1/members/{id}/notes", UUID.randomUUID())
                .then()
                .statusCode(404);
    }

    @Test
    void staffHaveNoFileOfTheirOwn() {
        asClerk().get("/v1/me/profile").then().statusCode(403);
    }

    private RequestSpecification as(NewMembers.Registered member) {
        return given().auth().oauth2(tokens.member(member.id())).contentType("application/json");
    }

    private RequestSpecification asClerk() {
        return given().auth().oauth2(tokens.staff(Role.CLERK, STORE, "till-3")).contentType("application/json");
    }

    private ValidatableResponse note(UUID member, String key, String text) {
        return asClerk()
                .header("Idempotency-Key", key)
                .body("{\"text\": \"" + text + "\"}")
                .post("/v1/members/{id}/notes", member)
                .then();
    }

    private ValidatableResponse put(NewMembers.Registered member, String what, String body) {
        return as(member).body(body).put("/v1/me/" + what).then();
    }
}
