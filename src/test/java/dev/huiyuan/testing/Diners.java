package dev.huiyuan.testing;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Diners who register through the public API, with WeChat played by the simulator. */
public final class Diners {
    /** The mini-program of tests. */
    public static final String APP_ID = "wx-demo";

    private Diners() {}

    /**
     * A registered member.
     *
     * @param id the member
     * @param token the access token
     * @param person who it is outside
     */
    public record Diner(UUID id, String token, Person person) {}

    /**
     * Somebody with a phone.
     *
     * @param user the WeChat user
     * @param phone the number, without country code
     */
    public record Person(String user, String phone) {
        /** The codes that a mini-program gets when this person opens it. */
        public Codes codes() {
            Response answer = given().contentType("application/json")
                    .body(Map.of("user", user, "phone", phone))
                    .post("/simulator/wechat/codes");
            return new Codes(answer.path("loginCode"), answer.path("phoneCode"));
        }
    }

    /** Codes of WeChat, each good for one exchange. */
    public record Codes(String loginCode, String phoneCode) {}

    /** Somebody whom nobody knows yet. */
    public static Person stranger() {
        return new Person("user-" + UUID.randomUUID(), randomPhone());
    }

    /** A mobile number that no other test uses. */
    public static String randomPhone() {
        return "1" + ThreadLocalRandom.current().nextLong(3_000_000_000L, 10_000_000_000L);
    }

    /** A fresh member in both programmes, active, without a birthday. */
    public static Diner register() {
        return register(Map.of());
    }

    /** A fresh member with a birthday. */
    public static Diner bornOn(int month, int day) {
        return register(Map.of("birthday", Map.of("month", month, "day", day)));
    }

    /** A fresh member whose registration differs in some fields. */
    public static Diner register(Map<String, Object> fields) {
        return register(stranger(), fields);
    }

    /** Registers somebody. */
    public static Diner register(Person person, Map<String, Object> fields) {
        Codes codes = person.codes();
        Response answer = submit(registrationToken(codes), registration(codes, fields));
        answer.then().statusCode(201);
        return new Diner(UUID.fromString(answer.path("memberId")), answer.path("tokens.accessToken"), person);
    }

    /** Signs in by WeChat. */
    public static Response signIn(Codes codes) {
        return given().contentType("application/json")
                .body(Map.of("appId", APP_ID, "code", codes.loginCode()))
                .post("/v1/auth/wechat/sessions");
    }

    /** What somebody new registers with. */
    public static String registrationToken(Codes codes) {
        return signIn(codes).then().statusCode(200).extract().path("registrationToken");
    }

    /** A complete registration, with some fields changed; null takes one out. */
    public static Map<String, Object> registration(Codes codes, Map<String, Object> fields) {
        Map<String, Object> body = new HashMap<>();
        body.put("phoneCode", codes.phoneCode());
        body.put("consents", List.of(Map.of("purpose", "membership", "version", "2026-01")));
        body.put("pointsProgramme", true);
        body.put("memberOffers", true);
        body.putAll(fields);
        return body;
    }

    /** Sends a registration. */
    public static Response submit(String token, Map<String, Object> body) {
        return given().contentType("application/json")
                .auth()
                .oauth2(token)
                .body(body)
                .post("/v1/members");
    }
}
