package dev.huiyuan.menu;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class DishUploadTest {
    private static final String BEIJING = "01980000-0000-7000-8000-000000000003";

    @Inject
    TestTokens tokens;

    @Inject
    DishDirectory directory;

    private final String prefix =
            "U" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);

    private JsonObject dish(int number) {
        return new JsonObject()
                .put("code", prefix + "-" + number)
                .put("categoryCode", "MAIN")
                .put("name", "菜 " + number)
                .put("description", "")
                .put("priceFen", 1000 + number)
                .put("available", true);
    }

    private Response upload(String type, String query, String body, String key) {
        return given().auth()
                .oauth2(tokens.staffOfAllStores("admin"))
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/x-ndjson", ContentType.TEXT)
                                .encodeContentTypeAs("text/csv", ContentType.TEXT)
                                .defaultContentCharset("UTF-8")))
                .contentType(type)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/admin/dishes/uploads" + query);
    }

    private Response json(String query, JsonObject... dishes) {
        String body = IntStream.range(0, dishes.length)
                .mapToObj(i -> dishes[i].encode())
                .collect(Collectors.joining("\n"));
        return upload("application/x-ndjson", query, body, UUID.randomUUID().toString());
    }

    private Optional<MenuDish> known(int number) {
        return directory.at(UUID.fromString(BEIJING)).byCode(prefix + "-" + number);
    }

    @Test
    void linesCreateChangeAndLeaveAlone() {
        JsonObject priced = dish(1).put("storePricesFen", new JsonObject().put(BEIJING, 77))
                .put("allergens", new JsonArray().add("soy").add("fish"))
                .put("platformCodes", platformCode("x1"));
        json("", priced, dish(2))
                .then()
                .statusCode(201)
                .body("applied", equalTo(true))
                .body("created", equalTo(2))
                .body("lines[1].line", equalTo(2));
        assertThat(known(1).orElseThrow().priceFen()).isEqualTo(77);
        assertThat(known(1).orElseThrow().allergens()).containsExactlyInAnyOrder("soy", "fish");
        json("", priced, dish(2).put("priceFen", 9), dish(3))
                .then()
                .statusCode(201)
                .body("lines.outcome", equalTo(java.util.List.of("UNCHANGED", "CHANGED", "CREATED")));
        assertThat(known(2).orElseThrow().priceFen()).isEqualTo(9);
        json("", dish(1)).then().statusCode(201).body("changed", equalTo(1));
        assertThat(known(1).orElseThrow().priceFen()).isEqualTo(1001);
        assertThat(directory.dishOfPlatform("MEITUAN", prefix + "x1")).isEmpty();
    }

    private JsonArray platformCode(String code) {
        return new JsonArray().add(new JsonObject().put("platform", "MEITUAN").put("code", prefix + code));
    }

    @Test
    void oneRefusedLineRefusesAllUnlessTheGoodOnesAreAskedFor() {
        JsonObject broken = dish(2).put("categoryCode", "NONE").put("priceFen", 5);
        json("", dish(1), broken)
                .then()
                .statusCode(201)
                .body("applied", equalTo(false))
                .body("refused", equalTo(1))
                .body("lines[1].outcome", equalTo("REFUSED"))
                .body("lines[1].code", equalTo(prefix + "-2"))
                .body("lines[1].errors[0].pointer", equalTo("/categoryCode"))
                .body("lines[1].errors[0].code", equalTo("unknown"));
        assertThat(known(1)).isEmpty();
        json("?mode=GOOD", dish(1), broken)
                .then()
                .statusCode(201)
                .body("applied", equalTo(true))
                .body("created", equalTo(1));
        assertThat(known(1)).isPresent();
        assertThat(known(2)).isEmpty();
    }

    @Test
    void dryRunOnlyReports() {
        json("?dryRun=true", dish(1))
                .then()
                .statusCode(201)
                .body("applied", equalTo(false))
                .body("created", equalTo(1));
        assertThat(known(1)).isEmpty();
    }

    @Test
    void eachRefusedLineSaysWhere() {
        String body = String.join(
                "\n",
                "{\"code\": 1",
                "[]",
                dish(1).put("price", 3).encode(),
                dish(2).put("priceFen", "12").encode(),
                dish(3).put("priceFen", -1).encode(),
                dish(4).encode(),
                dish(4).encode(),
                dish(5).put(
                                "storePricesFen",
                                new JsonObject().put(UUID.randomUUID().toString(), 1))
                        .encode(),
                dish(6).put("platformCodes", platformCode("taken")).encode(),
                dish(7).put("platformCodes", platformCode("taken")).encode());
        Response report = upload(
                "application/x-ndjson", "?mode=GOOD", body, UUID.randomUUID().toString());
        report.then()
                .statusCode(201)
                .body("created", equalTo(2))
                .body("refused", equalTo(8))
                .body("lines[2].errors[0].pointer", equalTo("/price"))
                .body("lines[3].errors[0].pointer", equalTo("/priceFen"))
                .body("lines[4].errors[0].code", equalTo("out-of-range"))
                .body("lines[6].errors[0].code", equalTo("repeated"))
                .body("lines[7].errors[0].code", equalTo("unknown"))
                .body("lines[9].errors[0].pointer", equalTo("/platformCodes/0"));
        assertThat(report.<java.util.List<Integer>>path("lines.line"))
                .isEqualTo(IntStream.rangeClosed(1, 10).boxed().toList());
    }

    @Test
    void commaSeparatedValuesAreReadByTheirHeading() {
        String body = String.join(
                "\r\n",
                "\uFEFFavailable,code,categoryCode,name,description,priceFen,storePricesFen,tags,platformCodes,upgradeFen",
                "true," + prefix + "-1,MAIN,\"鱼, 清蒸\",\"他说\"\"好\"\"\",8800,BJ-001=9900,鲜;辣,MEITUAN=" + prefix + "csv,",
                "maybe," + prefix + "-2,MAIN,名,,12x,NOWHERE=1,,,",
                "true," + prefix + "-3,MAIN");
        String store = directoryStore();
        upload(
                        "text/csv",
                        "?mode=GOOD",
                        body.replace("BJ-001", store),
                        UUID.randomUUID().toString())
                .then()
                .statusCode(201)
                .body("created", equalTo(1))
                .body(
                        "lines[1].errors.pointer",
                        equalTo(java.util.List.of("/priceFen", "/storePricesFen", "/available")))
                .body("lines[2].errors[0].code", equalTo("malformed"))
                .body("lines[2].line", equalTo(4));
        assertThat(known(1).orElseThrow().name()).isEqualTo("鱼, 清蒸");
        assertThat(known(1).orElseThrow().priceFen()).isEqualTo(9900);
    }

    @Test
    void uploadsInAnotherEncodingThanUtf8AreRefused() {
        String csv = "code,categoryCode,name,description,priceFen,available\r\n" + prefix + "-1,MAIN,白粥,,800,true";
        Charset gbk = Charset.forName("GBK");
        bytes("text/csv", csv.getBytes(gbk), "zh")
                .then()
                .statusCode(400)
                .body("code", equalTo("upload-invalid"))
                .body("detail", containsString("不是 UTF-8 编码"));
        bytes("application/x-ndjson", dish(1).encode().getBytes(gbk), "en")
                .then()
                .statusCode(400)
                .body("detail", containsString("not encoded in UTF-8"))
                .body("errors[0].detail", containsString("CSV UTF-8"));
        bytes("text/csv", csv.getBytes(StandardCharsets.UTF_16LE), "zh").then().statusCode(400);
        bytes("application/x-ndjson", dish(1).put("name", "a\u0000").encode().getBytes(StandardCharsets.UTF_8), "zh")
                .then()
                .statusCode(201)
                .body("lines[0].errors[0].pointer", equalTo("/name"));
        assertThat(known(1)).isEmpty();
        bytes("text/csv", ("\uFEFF" + csv).getBytes(StandardCharsets.UTF_8), "zh")
                .then()
                .statusCode(201)
                .body("applied", equalTo(true));
        assertThat(known(1).orElseThrow().name()).isEqualTo("白粥");
    }

    private Response bytes(String type, byte[] body, String language) {
        return given().auth()
                .oauth2(tokens.staffOfAllStores("admin"))
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs(type, ContentType.BINARY)))
                .header("Content-Type", type)
                .header("Accept-Language", language)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(body)
                .post("/v1/admin/dishes/uploads");
    }

    @Test
    void onlyTrueAndFalseSayWhetherToWrite() {
        for (String unclear : java.util.List.of("1", "yes", "TRUE", "on", "")) {
            json("?dryRun=" + unclear, dish(1))
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("validation-failed"))
                    .body("errors[0].pointer", equalTo("dryRun"));
        }
        assertThat(known(1)).isEmpty();
        json("?dryRun=false", dish(1)).then().statusCode(201).body("applied", equalTo(true));
        assertThat(known(1)).isPresent();
    }

    @Test
    void linesSayWhatIsWrongInTheCallersLanguage() {
        json("", dish(1).put("priceFen", -1), dish(2).put("categoryCode", "NONE"))
                .then()
                .body("lines[0].errors[0].detail", equalTo("必须大于或等于0"))
                .body("lines[1].errors[0].detail", equalTo("没有这个分类"));
    }

    private String directoryStore() {
        return given().auth()
                .oauth2(tokens.staffOfAllStores("admin"))
                .get("/v1/admin/stores/" + BEIJING)
                .then()
                .statusCode(200)
                .extract()
                .path("code");
    }

    @Test
    void whatIsNoUploadIsRefused() {
        String key = UUID.randomUUID().toString();
        upload("text/csv", "", "code,price\nA,1", key)
                .then()
                .statusCode(400)
                .body("code", equalTo("upload-invalid"))
                .body("detail", containsString("price"));
        upload("application/x-ndjson", "", "\n\n", key).then().statusCode(400).body("code", equalTo("upload-invalid"));
        upload("application/json", "", "{}", key).then().statusCode(415);
        String many = (dish(1).encode() + "\n").repeat(UploadReader.MAX_LINES + 1);
        upload("application/x-ndjson", "", many, key).then().statusCode(400).body("code", equalTo("upload-invalid"));
        given().auth()
                .oauth2(tokens.staffOfAllStores("auditor"))
                .contentType("text/csv")
                .header("Idempotency-Key", key)
                .body("x")
                .post("/v1/admin/dishes/uploads")
                .then()
                .statusCode(403);
    }

    @Test
    void repeatedUploadGetsTheFirstReport() {
        String key = UUID.randomUUID().toString();
        String first = upload("application/x-ndjson", "", dish(1).encode(), key).asString();
        Response again = upload("application/x-ndjson", "", dish(1).encode(), key);
        again.then().statusCode(201).header("Idempotency-Replayed", "true");
        assertThat(again.asString()).isEqualTo(first);
        upload("application/x-ndjson", "", dish(2).encode(), key)
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
    }

    @Test
    void fiveThousandLinesAreOneUpload() {
        String body = IntStream.range(0, UploadReader.MAX_LINES)
                .mapToObj(i -> dish(i).put("available", false).encode())
                .collect(Collectors.joining("\n"));
        upload("application/x-ndjson", "", body, UUID.randomUUID().toString())
                .then()
                .statusCode(201)
                .body("created", equalTo(5000));
        upload("application/x-ndjson", "", body, UUID.randomUUID().toString())
                .then()
                .statusCode(201)
                .body("unchanged", equalTo(5000));
        String large = "x".repeat(300 * 1024);
        given().auth()
                .oauth2(tokens.staffOfAllStores("admin"))
                .contentType(ContentType.JSON)
                .body(dish(1).put("description", large).encode())
                .post("/v1/admin/dishes")
                .then()
                .statusCode(413);
    }
}
