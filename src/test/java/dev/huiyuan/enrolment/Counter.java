package dev.huiyuan.enrolment;

import static io.restassured.RestAssured.given;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.Diners;
import io.restassured.response.Response;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What staff and imports do about diners, over HTTP. */
@Singleton
class Counter {
    static final UUID STORE = UUID.fromString("01980000-0000-7000-8000-000000000001");

    private final TestTokens tokens;

    Counter(TestTokens tokens) {
        this.tokens = tokens;
    }

    /** Records a diner, or imports one who joined on the first day of 1997. */
    Response recordOrImport(boolean imported, String phone, Map<String, Object> fields) {
        if (!imported) return record(phone, fields);
        Map<String, Object> body = new HashMap<>(fields);
        body.put("phone", phone);
        body.put("registeredAt", "1997-01-01T12:00:00+08:00");
        return Diners.submit(importer(), body);
    }

    /** Has a clerk record a diner. */
    Response record(String phone, Map<String, Object> fields) {
        return Diners.submit(clerk(), recorded(phone, fields));
    }

    /** What a clerk sends to record a diner. */
    static Map<String, Object> recorded(String phone, Map<String, Object> fields) {
        Map<String, Object> body = new HashMap<>(fields);
        body.put("phone", phone);
        body.put("pointsProgramme", true);
        body.put("memberOffers", true);
        body.put("consents", List.of(Map.of("purpose", "membership", "version", "2026-01")));
        return body;
    }

    /** Has a clerk activate a member. */
    Response activate(String id, Object body) {
        return activate(id, body, UUID.randomUUID().toString());
    }

    /** Has a clerk activate a member under a key. */
    Response activate(String id, Object body, String key) {
        return given().contentType("application/json")
                .auth()
                .oauth2(clerk())
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/members/" + id + "/activation");
    }

    /** The latest code that went to a phone. */
    static String codeSentTo(String phone) {
        return given().contentType("application/json")
                .body(Map.of("phone", phone))
                .post("/simulator/sms/inbox")
                .path("messages[0].code");
    }

    /** A token of a clerk of the first store. */
    String clerk() {
        return tokens.staff(Role.CLERK, STORE, "till-registration");
    }

    /** A token that imports members. */
    String importer() {
        return tokens.staffOfAllStores(Role.IMPORT);
    }
}
