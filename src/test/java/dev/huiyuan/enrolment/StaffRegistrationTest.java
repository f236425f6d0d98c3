package dev.huiyuan.enrolment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;

import dev.huiyuan.testing.Diners;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@HuiyuanTest
class StaffRegistrationTest {
    private static final UUID OTHER_STORE = UUID.fromString("01980000-0000-7000-8000-000000000002");

    private final Counter counter;
    private final People people;
    private final MovableClock clock;

    StaffRegistrationTest(Counter counter, People people, MovableClock clock) {
        this.counter = counter;
        this.people = people;
        this.clock = clock;
    }

    @Test
    void clerkRecordsADinerWhoConfirmsByTheCodeAndGetsACard() {
        String phone = Diners.randomPhone();
        Response recorded = counter.record(phone, Map.of("name", "老王"));
        recorded.then()
                .statusCode(201)
                .body("state", equalTo("UNCONFIRMED"))
                .body("memberNo", matchesPattern("[1-9][0-9]{11}"))
                .body("phone", equalTo(phone.substring(0, 3) + "****" + phone.substring(7)));
        String id = recorded.path("memberId");
        assertThat(people.completeness(UUID.fromString(id))).isEqualTo(1);
        assertThat(people.welcomeCoupons(UUID.fromString(id))).isZero();
        counter.activate(id, Map.of("phoneCode", Counter.codeSentTo(phone), "cardNo", "HY-" + phone))
                .then()
                .statusCode(200)
                .body("state", equalTo("ACTIVE"))
                .body("granted", hasSize(1));
        assertThat(people.welcomeCoupons(UUID.fromString(id))).isEqualTo(1);
    }

    @Test
    void wrongCodeActivatesNobody() {
        String phone = Diners.randomPhone();
        String id = counter.record(phone, Map.of()).path("memberId");
        String right = Counter.codeSentTo(phone);
        String wrong = right.equals("111111") ? "222222" : "111111";
        counter.activate(id, Map.of("phoneCode", wrong))
                .then()
                .statusCode(422)
                .body("code", equalTo("phone-code-invalid"));
        counter.activate(id, Map.of("phoneCode", right)).then().statusCode(200);
        counter.activate(id, Map.of("phoneCode", right))
                .then()
                .statusCode(409)
                .body("code", equalTo("member-already-active"));
    }

    @Test
    void activationIsRepeatedUnderItsKey() {
        String phone = Diners.randomPhone();
        String id = counter.record(phone, Map.of()).path("memberId");
        Map<String, Object> body = Map.of("phoneCode", Counter.codeSentTo(phone));
        String key = UUID.randomUUID().toString();
        Response first = counter.activate(id, body, key);
        first.then().statusCode(200);
        Response again = counter.activate(id, body, key);
        again.then().statusCode(200).header("Idempotency-Replayed", "true");
        assertThat(again.asString()).isEqualTo(first.asString());
    }

    @Test
    void keyOfAnActivationIsNotGoodForAnotherBody() {
        String phone = Diners.randomPhone();
        String id = counter.record(phone, Map.of()).path("memberId");
        String code = Counter.codeSentTo(phone);
        String key = UUID.randomUUID().toString();
        Map<String, Object> body = Map.of("phoneCode", code, "cardNo", "HY-1-" + phone);
        counter.activate(id, body, key).then().statusCode(200);
        counter.activate(id, Map.of("phoneCode", code, "cardNo", "HY-2-" + phone), key)
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
        lookUp(Map.of("cardNo", "HY-2-" + phone)).then().statusCode(404);
        lookUp(Map.of("cardNo", "HY-1-" + phone)).then().statusCode(200).body("memberId", equalTo(id));
        counter.activate(id, body, key).then().statusCode(200).header("Idempotency-Replayed", "true");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                        | /phoneCode | required
            {"phoneCode": "12"}                       | /phoneCode | format
            {"phoneCode": "abcdef"}                   | /phoneCode | format
            {"phoneCode": 123456}                     | /phoneCode | format
            {"phoneCode": "123456", "cardNo": "HY"}   | /cardNo    | format
            {"phoneCode": "123456", "cardNo": 123456} | /cardNo    | format
            {"phoneCode": "123456", "tip": "1"}       | /tip       | unknown
            """)
    void malformedActivationConfirmsNobody(String body, String pointer, String code) {
        String phone = Diners.randomPhone();
        String id = counter.record(phone, Map.of()).path("memberId");
        counter.activate(id, body)
                .then()
                .statusCode(400)
                .body("code", equalTo("validation-failed"))
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].code", equalTo(code));
        requireState(id, "UNCONFIRMED");
        counter.activate(id, Map.of("phoneCode", Counter.codeSentTo(phone), "cardNo", "HY-" + phone))
                .then()
                .statusCode(200);
        requireState(id, "ACTIVE");
    }

    @Test
    void expiredCodeConfirmsNobodyAndAFreshOneDoes() {
        String phone = Diners.randomPhone();
        String id = counter.record(phone, Map.of()).path("memberId");
        String expired = Counter.codeSentTo(phone);
        clock.advance(Duration.ofMinutes(5));
        requireCodeRefused(id, expired);
        requireFreshCodeActivates(id, phone);
    }

    @Test
    void usedCodeConfirmsNobodyAndAFreshOneDoes() {
        String phone = Diners.randomPhone();
        String former = counter.record(phone, Map.of()).path("memberId");
        String used = Counter.codeSentTo(phone);
        counter.activate(former, Map.of("phoneCode", used)).then().statusCode(200);
        people.release(UUID.fromString(former));
        // Within a minute of the first one no further code is sent.
        String id = counter.record(phone, Map.of()).path("memberId");
        assertThat(id).isNotEqualTo(former);
        requireCodeRefused(id, used);
        clock.advance(Duration.ofSeconds(61));
        requireFreshCodeActivates(id, phone);
    }

    @Test
    void activationNeedsAKeyAndAKnownMember() {
        given().contentType("application/json")
                .auth()
                .oauth2(counter.clerk())
                .body(Map.of("phoneCode", "123456"))
                .post("/v1/members/" + UUID.randomUUID() + "/activation")
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-missing"));
        counter.activate(UUID.randomUUID().toString(), Map.of("phoneCode", "123456"))
                .then()
                .statusCode(404)
                .body("code", equalTo("member-not-found"));
    }

    @Test
    void cardOfAnotherMemberIsRefusedAndTheMemberStaysUnconfirmed() {
        String first = Diners.randomPhone();
        String card = "HY-" + first;
        counter.activate(
                        counter.record(first, Map.of()).path("memberId"),
                        Map.of("phoneCode", Counter.codeSentTo(first), "cardNo", card))
                .then()
                .statusCode(200);
        String second = Diners.randomPhone();
        String id = counter.record(second, Map.of()).path("memberId");
        String code = Counter.codeSentTo(second);
        counter.activate(id, Map.of("phoneCode", code, "cardNo", card))
                .then()
                .statusCode(409)
                .body("code", equalTo("card-taken"));
        counter.activate(id, Map.of("phoneCode", code)).then().statusCode(200);
    }

    @Test
    void recordingTwiceIsOneMemberAndAConfirmedPhoneIsTaken() {
        String phone = Diners.randomPhone();
        String id = counter.record(phone, Map.of()).path("memberId");
        counter.record(phone, Map.of()).then().statusCode(200).body("memberId", equalTo(id));
        counter.record(Diners.register().person().phone(), Map.of())
                .then()
                .statusCode(409)
                .body("code", equalTo("phone-taken"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            phone           |                           | required
            phone           | 12345                     | format
            pointsProgramme |                           | required
            memberOffers    |                           | required
            phoneCode       | e31968a7f94cc5ee          | unknown
            registeredAt    | 1997-01-01T12:00:00+08:00 | unknown
            nickname        | 老王                      | unknown
            """)
    void malformedRecordMakesNobody(String field, @Nullable String value, String code) {
        String phone = Diners.randomPhone();
        Map<String, Object> body = Counter.recorded(phone, Map.of());
        if (value == null) body.remove(field);
        else body.put(field, value);
        long before = people.members();
        Diners.submit(counter.clerk(), body)
                .then()
                .statusCode(400)
                .body("code", equalTo("validation-failed"))
                .body("errors[0].pointer", equalTo("/" + field))
                .body("errors[0].code", equalTo(code));
        assertThat(people.members()).isEqualTo(before);
        counter.record(phone, Map.of()).then().statusCode(201);
    }

    @Test
    void clerkRecordsForTheOwnStoreOnly() {
        counter.record(Diners.randomPhone(), Map.of("storeId", Counter.STORE))
                .then()
                .statusCode(201);
        counter.record(Diners.randomPhone(), Map.of("storeId", OTHER_STORE))
                .then()
                .statusCode(403)
                .body("code", equalTo("store-not-allowed"));
    }

    @Test
    void importRefusesTheFutureAndWhatIsNoPhone() {
        Map<String, Object> body = new HashMap<>(Map.of("phone", Diners.randomPhone()));
        body.put("registeredAt", Instant.now().plusSeconds(3_600).toString());
        long before = people.members();
        Diners.submit(counter.importer(), body)
                .then()
                .statusCode(422)
                .body("code", equalTo("occurred-at-in-future"))
                .body("errors[0].pointer", equalTo("/registeredAt"));
        assertThat(people.members()).isEqualTo(before);
        body.put("registeredAt", Instant.now().minusSeconds(1).toString());
        Diners.submit(counter.importer(), body).then().statusCode(201);
        Diners.submit(counter.importer(), Map.of("phone", "12345")).then().statusCode(400);
    }

    private void requireCodeRefused(String id, String code) {
        counter.activate(id, Map.of("phoneCode", code))
                .then()
                .statusCode(422)
                .body("code", equalTo("phone-code-invalid"));
        requireState(id, "UNCONFIRMED");
        assertThat(people.welcomeCoupons(UUID.fromString(id))).isZero();
    }

    private void requireFreshCodeActivates(String id, String phone) {
        counter.record(phone, Map.of()).then().statusCode(200).body("memberId", equalTo(id));
        counter.activate(id, Map.of("phoneCode", Counter.codeSentTo(phone)))
                .then()
                .statusCode(200);
        requireState(id, "ACTIVE");
    }

    private void requireState(String id, String state) {
        given().auth().oauth2(counter.clerk()).get("/v1/members/" + id).then().body("state", equalTo(state));
    }

    private Response lookUp(Map<String, Object> by) {
        return given().contentType("application/json")
                .auth()
                .oauth2(counter.clerk())
                .body(by)
                .post("/v1/members/lookups");
    }
}
