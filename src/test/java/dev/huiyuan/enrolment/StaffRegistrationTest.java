package dev.huiyuan.enrolment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.Diners;
import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class StaffRegistrationTest {
    private static final UUID STORE = UUID.fromString("01980000-0000-7000-8000-000000000001");
    private static final UUID OTHER_STORE = UUID.fromString("01980000-0000-7000-8000-000000000002");

    private final TestTokens tokens;
    private final People people;

    StaffRegistrationTest(TestTokens tokens, People people) {
        this.tokens = tokens;
        this.people = people;
    }

    @Test
    void clerkRecordsADinerWhoConfirmsByTheCodeAndGetsACard() {
        String phone = Diners.randomPhone();
        Response recorded = record(phone, Map.of("name", "老王"));
        recorded.then()
                .statusCode(201)
                .body("state", equalTo("UNCONFIRMED"))
                .body("memberNo", matchesPattern("[1-9][0-9]{11}"))
                .body("phone", equalTo(phone.substring(0, 3) + "****" + phone.substring(7)));
        String id = recorded.path("memberId");
        assertThat(people.completeness(UUID.fromString(id))).isEqualTo(1);
        assertThat(people.welcomeCoupons(UUID.fromString(id))).isZero();
        activate(id, Map.of("phoneCode", codeSentTo(phone), "cardNo", "HY-" + phone))
                .then()
                .statusCode(200)
                .body("state", equalTo("ACTIVE"))
                .body("granted", hasSize(1));
        assertThat(people.welcomeCoupons(UUID.fromString(id))).isEqualTo(1);
    }

    @Test
    void wrongCodeActivatesNobody() {
        String phone = Diners.randomPhone();
        String id = record(phone, Map.of()).path("memberId");
        String right = codeSentTo(phone);
        String wrong = right.equals("111111") ? "222222" : "111111";
        activate(id, Map.of("phoneCode", wrong)).then().statusCode(422).body("code", equalTo("phone-code-invalid"));
        activate(id, Map.of("phoneCode", right)).then().statusCode(200);
        activate(id, Map.of("phoneCode", right)).then().statusCode(409).body("code", equalTo("member-already-active"));
    }

    @Test
    void activationIsRepeatedUnderItsKey() {
        String phone = Diners.randomPhone();
        String id = record(phone, Map.of()).path("memberId");
        Map<String, Object> body = Map.of("phoneCode", codeSentTo(phone));
        String key = UUID.randomUUID().toString();
        Response first = activate(id, body, key);
        first.then().statusCode(200);
        Response again = activate(id, body, key);
        again.then().statusCode(200).header("Idempotency-Replayed", "true");
        assertThat(again.asString()).isEqualTo(first.asString());
    }

    @Test
    void activationNeedsAKeyAndAKnownMember() {
        given().contentType("application/json")
                .auth()
                .oauth2(clerk())
                .body(Map.of("phoneCode", "123456"))
                .post("/v1/members/" + UUID.randomUUID() + "/activation")
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-missing"));
        activate(UUID.randomUUID().toString(), Map.of("phoneCode", "123456"))
                .then()
                .statusCode(404)
                .body("code", equalTo("member-not-found"));
    }

    @Test
    void cardOfAnotherMemberIsRefusedAndTheMemberStaysUnconfirmed() {
        String first = Diners.randomPhone();
        String card = "HY-" + first;
        activate(record(first, Map.of()).path("memberId"), Map.of("phoneCode", codeSentTo(first), "cardNo", card))
                .then()
                .statusCode(200);
        String second = Diners.randomPhone();
        String id = record(second, Map.of()).path("memberId");
        String code = codeSentTo(second);
        activate(id, Map.of("phoneCode", code, "cardNo", card))
                .then()
                .statusCode(409)
                .body("code", equalTo("card-taken"));
        activate(id, Map.of("phoneCode", code)).then().statusCode(200);
    }

    @Test
    void recordingTwiceIsOneMemberAndAConfirmedPhoneIsTaken() {
        String phone = Diners.randomPhone();
        String id = record(phone, Map.of()).path("memberId");
        record(phone, Map.of()).then().statusCode(200).body("memberId", equalTo(id));
        record(Diners.register().person().phone(), Map.of())
                .then()
                .statusCode(409)
                .body("code", equalTo("phone-taken"));
    }

    @Test
    void recordedDinerWhoComesByMiniProgramIsBoundConfirmedAndWelcomedOnce() {
        String phone = Diners.randomPhone();
        String id = record(phone, Map.of()).path("memberId");
        Diners.Codes codes = new Diners.Person("user-" + phone, phone).codes();
        Diners.submit(Diners.registrationToken(codes), Diners.registration(codes, Map.of()))
                .then()
                .statusCode(200)
                .body("memberId", equalTo(id))
                .body("granted", hasSize(1));
        activate(id, Map.of("phoneCode", codeSentTo(phone))).then().statusCode(409);
        assertThat(people.welcomeCoupons(UUID.fromString(id))).isEqualTo(1);
    }

    @Test
    void clerkRecordsForTheOwnStoreOnly() {
        record(Diners.randomPhone(), Map.of("storeId", STORE)).then().statusCode(201);
        record(Diners.randomPhone(), Map.of("storeId", OTHER_STORE))
                .then()
                .statusCode(403)
                .body("code", equalTo("store-not-allowed"));
    }

    @Test
    void importedMemberIsRepeatedWithoutEffectAndConfirmsByMiniProgram() {
        String phone = Diners.randomPhone();
        Map<String, Object> body = Map.of("phone", phone, "registeredAt", "1997-01-01T12:00:00+08:00");
        Response first = Diners.submit(importer(), body);
        first.then().statusCode(201).body("state", equalTo("UNCONFIRMED"));
        String id = first.path("memberId");
        Diners.submit(importer(), body).then().statusCode(200).body("memberId", equalTo(id));
        Diners.Codes codes = new Diners.Person("user-" + phone, phone).codes();
        Diners.submit(Diners.registrationToken(codes), Diners.registration(codes, Map.of()))
                .then()
                .statusCode(200)
                .body("memberId", equalTo(id))
                .body("granted", empty());
    }

    @Test
    void importRefusesTheFutureAndWhatIsNoPhone() {
        Map<String, Object> body = new HashMap<>(Map.of("phone", Diners.randomPhone()));
        body.put("registeredAt", Instant.now().plusSeconds(3_600).toString());
        Diners.submit(importer(), body).then().statusCode(422).body("code", equalTo("occurred-at-in-future"));
        Diners.submit(importer(), Map.of("phone", "12345")).then().statusCode(400);
    }

    private Response record(String phone, Map<String, Object> fields) {
        Map<String, Object> body = new HashMap<>(fields);
        body.put("phone", phone);
        body.put("pointsProgramme", true);
        body.put("memberOffers", true);
        body.put("consents", List.of(Map.of("purpose", "membership", "version", "2026-01")));
        return Diners.submit(clerk(), body);
    }

    private Response activate(String id, Map<String, Object> body) {
        return activate(id, body, UUID.randomUUID().toString());
    }

    private Response activate(String id, Map<String, Object> body, String key) {
        return given().contentType("application/json")
                .auth()
                .oauth2(clerk())
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/members/" + id + "/activation");
    }

    private static String codeSentTo(String phone) {
        return given().contentType("application/json")
                .body(Map.of("phone", phone))
                .post("/simulator/sms/inbox")
                .path("messages[0].code");
    }

    private String clerk() {
        return tokens.staff(Role.CLERK, STORE, "till-registration");
    }

    private String importer() {
        return tokens.staffOfAllStores(Role.IMPORT);
    }
}
