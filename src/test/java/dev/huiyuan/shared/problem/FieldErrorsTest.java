package dev.huiyuan.shared.problem;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What callers read about the fields that they got wrong. */
@HuiyuanTest
class FieldErrorsTest {
    private static final String CATEGORIES = "/v1/admin/dish-categories";

    @Inject
    TestTokens tokens;

    private Response sent(String path, String body, String language) {
        return given().auth()
                .oauth2(tokens.staffOfAllStores("admin"))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Accept-Language", language)
                .contentType("application/json; charset=UTF-8")
                .body(body)
                .post(path);
    }

    private static String category(String field, String value) {
        String code = "F" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);
        String fields = "{\"code\":\"" + code + "\",\"name\":\"汤\",\"sort\":1}";
        return fields.replaceAll(
                "\"" + field + "\":(\"[^\"]*\"|1)", "\"" + field + "\":" + value.replace("\\", "\\\\"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                sort | -1            | out-of-range | 必须大于或等于0 | must be greater than or equal to 0
                sort | null          | required     | 必须填写        | is required
                sort | "1"           | type         | 必须是整数      | must be a whole number
                sort | 99999999999   | out-of-range | 必须是-2147483648到2147483647之间的数 | must be a number from -2147483648 to 2147483647
                name | 7             | format       | 必须是字符串    | must be a string
                name | ""            | required     | 必须填写        | is required
                name | "\\ud83d"     | format       | 含有无法保存的字符：半个字符（孤立的代理项）或 NUL | has a character that cannot be stored: half of one (a lone surrogate), or NUL
                name | "a\\u0000b"   | format       | 含有无法保存的字符：半个字符（孤立的代理项）或 NUL | has a character that cannot be stored: half of one (a lone surrogate), or NUL
                code | "a b"         | format       | 须为1到40个字符，只能用 A-Z 0-9 -，首字符只能用 A-Z 0-9 | must have 1 to 40 characters out of A-Z 0-9 -, the first one out of A-Z 0-9
                """)
    void fieldErrorsSpeakTheCallersLanguage(String field, String value, String code, String zh, String en) {
        refused(field, value, code, "zh-CN", zh);
        refused(field, value, code, "fr", zh);
        refused(field, value, code, "en", en);
    }

    private void refused(String field, String value, String code, String language, String detail) {
        sent(CATEGORIES, category(field, value), language)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/" + field))
                .body("errors[0].code", equalTo(code))
                .body("errors[0].detail", equalTo(detail))
                .body("errors[0].keySet().size()", equalTo(3));
    }

    @Test
    void wholeCharactersAreKept() {
        sent(CATEGORIES, category("name", "\"\\ud83d\\ude00 汤\""), "zh")
                .then()
                .statusCode(201)
                .body("name", equalTo("😀 汤"));
    }

    @Test
    void unknownFieldsAndValuesAreNamed() {
        sent(CATEGORIES, "{\"surprise\":1}", "zh")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/surprise"))
                .body("errors[0].code", equalTo("unknown"))
                .body("errors[0].detail", equalTo("没有这个字段"));
        sent("/v1/admin/coupon-templates", "{\"kind\":\"NOPE\"}", "zh")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/kind"))
                .body("errors[0].code", equalTo("format"))
                .body("errors[0].detail", containsString("PERCENTAGE, "));
    }

    @Test
    void absentBodyIsTheWholeDocument() {
        sent("/v1/orders", "null", "zh")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo(""))
                .body("errors[0].code", equalTo("required"));
    }

    @Test
    void timesAreTexts() {
        for (String number : java.util.List.of("1795337497", "1795337497.5", "\"\"", "true")) {
            sent("/v1/points/accruals", "{\"occurredAt\":" + number + "}", "zh")
                    .then()
                    .statusCode(400)
                    .body("errors[0].pointer", equalTo("/occurredAt"))
                    .body("errors[0].detail", containsString("RFC 3339"));
        }
        sent("/v1/orders", "{\"businessDate\":[2026,11,22]}", "en")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/businessDate"))
                .body("errors[0].detail", containsString("2026-11-21"));
    }
}
