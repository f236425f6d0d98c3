package dev.huiyuan.enrolment;

import static dev.huiyuan.testing.Diners.registration;
import static dev.huiyuan.testing.Diners.registrationToken;
import static dev.huiyuan.testing.Diners.signIn;
import static dev.huiyuan.testing.Diners.stranger;
import static dev.huiyuan.testing.Diners.submit;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.huiyuan.testing.Diners.Codes;
import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.ValidatableResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a registration has to contain, each refusal beside what is accepted. */
@HuiyuanTest
class RegistrationContentTest {
    @Test
    void requiredConsentIsEnoughAndMissingIsRefused() {
        register(Map.of()).statusCode(201);
        register(Map.of("consents", List.of())).statusCode(422).body("code", equalTo("consent-required"));
        register(Map.of("consents", List.of(consent("marketing", "2026-01"))))
                .statusCode(422)
                .body("code", equalTo("consent-required"))
                .body("errors[0].pointer", equalTo("/consents"));
    }

    @Test
    void onlyTheCurrentVersionOfANoticeCounts() {
        register(Map.of("consents", List.of(consent("membership", "2026-01"), consent("marketing", "2026-01"))))
                .statusCode(201);
        register(Map.of("consents", List.of(consent("membership", "2025-01"))))
                .statusCode(422)
                .body("code", equalTo("notice-outdated"))
                .body("errors[0].pointer", equalTo("/consents/0/version"));
    }

    @Test
    void unknownAndRepeatedPurposesAreRefused() {
        register(Map.of("consents", List.of(consent("membership", "2026-01"), consent("horoscopes", "2026-01"))))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/consents/1/purpose"));
        register(Map.of("consents", List.of(consent("membership", "2026-01"), consent("membership", "2026-01"))))
                .statusCode(400)
                .body("errors[0].code", equalTo("repeated"));
    }

    @Test
    void bothProgrammesAreChosenExplicitly() {
        register(Map.of("pointsProgramme", false, "memberOffers", false)).statusCode(201);
        register(without("pointsProgramme")).statusCode(400).body("errors[0].pointer", equalTo("/pointsProgramme"));
        register(without("memberOffers")).statusCode(400).body("errors[0].pointer", equalTo("/memberOffers"));
    }

    @Test
    void leapDayIsABirthdayAndTheThirtiethOfFebruaryIsNone() {
        register(birthday(2, 29, null)).statusCode(201);
        register(birthday(2, 29, 1992)).statusCode(201);
        register(birthday(2, 29, 1991)).statusCode(400).body("errors[0].pointer", equalTo("/birthday/day"));
        register(birthday(2, 30, null)).statusCode(400).body("errors[0].pointer", equalTo("/birthday/day"));
        register(birthday(13, 1, null)).statusCode(400).body("errors[0].pointer", equalTo("/birthday/month"));
    }

    @Test
    void tooYoungAndImplausibleBirthdaysAreRefused() {
        LocalDate oldEnough = LocalDate.now(ZoneOffset.UTC).minusYears(14).minusDays(1);
        LocalDate tooYoung = oldEnough.plusDays(4);
        register(birthday(oldEnough)).statusCode(201);
        register(birthday(tooYoung)).statusCode(422).body("code", equalTo("under-age"));
        register(birthday(1, 1, 1900)).statusCode(422).body("code", equalTo("birthday-implausible"));
        register(birthday(LocalDate.now(ZoneOffset.UTC).plusYears(1)))
                .statusCode(422)
                .body("code", equalTo("birthday-implausible"));
    }

    @Test
    void storeHasToExist() {
        register(Map.of("storeId", "01980000-0000-7000-8000-000000000001")).statusCode(201);
        register(Map.of("storeId", "01980000-0000-7000-8000-00000000ffff"))
                .statusCode(422)
                .body("code", equalTo("store-unknown"));
    }

    @Test
    void dinerCannotNameThePhoneOrTheTime() {
        register(Map.of("phone", "13800138000", "registeredAt", "2020-01-01T00:00:00+08:00"))
                .statusCode(400)
                .body("errors.pointer", hasItem("/phone"))
                .body("errors.pointer", hasItem("/registeredAt"));
        register(without("phoneCode")).statusCode(400).body("errors[0].pointer", equalTo("/phoneCode"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void unknownFieldsAndWrongTypesAreRefusedAndMakeNobody(String field, Object value, String pointer, String code) {
        Codes codes = stranger().codes();
        String token = registrationToken(codes);
        submit(token, registration(codes, Map.of(field, value)))
                .then()
                .statusCode(400)
                .body("code", equalTo("validation-failed"))
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].code", equalTo(code));
        signIn(codes).then().statusCode(200).body("registered", equalTo(false));
        submit(token, registration(codes, Map.of())).then().statusCode(201);
        signIn(codes).then().statusCode(200).body("registered", equalTo(true));
    }

    static List<Arguments> malformed() {
        return List.of(
                arguments("nickname", "x", "/nickname", "unknown"),
                arguments("pointsProgramme", "yes", "/pointsProgramme", "type"),
                arguments("memberOffers", 1, "/memberOffers", "format"),
                arguments("phoneCode", 7, "/phoneCode", "format"),
                arguments("name", " ", "/name", "format"),
                arguments("name", List.of("小段"), "/name", "type"),
                arguments("birthday", "2000-02-29", "/birthday", "type"),
                arguments("birthday", Map.of("month", "2", "day", 9), "/birthday/month", "type"),
                arguments("birthday", Map.of("month", 2), "/birthday/day", "type"),
                arguments("consents", consent("membership", "2026-01"), "/consents", "type"),
                arguments("consents", List.of(Map.of("purpose", "membership")), "/consents/0/version", "required"),
                arguments("scene", true, "/scene", "format"),
                arguments("storeId", "here", "/storeId", "format"),
                arguments("inviterMemberNo", "12", "/inviterMemberNo", "format"));
    }

    private static ValidatableResponse register(Map<String, Object> fields) {
        Codes codes = stranger().codes();
        return submit(registrationToken(codes), registration(codes, fields)).then();
    }

    private static Map<String, Object> without(String field) {
        Map<String, Object> fields = new HashMap<>();
        fields.put(field, null);
        return fields;
    }

    private static Map<String, String> consent(String purpose, String version) {
        return Map.of("purpose", purpose, "version", version);
    }

    private static Map<String, Object> birthday(LocalDate date) {
        return birthday(date.getMonthValue(), date.getDayOfMonth(), date.getYear());
    }

    private static Map<String, Object> birthday(int month, int day, @Nullable Integer year) {
        Map<String, Object> birthday = new HashMap<>(Map.of("month", month, "day", day));
        if (year != null) birthday.put("year", year);
        return Map.of("birthday", birthday);
    }
}
