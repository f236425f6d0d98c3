package dev.huiyuan.order;

import static dev.huiyuan.order.QuoteDesk.basket;
import static dev.huiyuan.order.QuoteDesk.with;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.StaffTokens;
import io.restassured.http.ContentType;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Baskets that cannot be, and who may not ask. */
@HuiyuanTest
class QuoteRefusalTest {
    private final QuoteDesk desk;
    private final TestTokens tokens;

    QuoteRefusalTest(QuoteDesk desk, TestTokens tokens) {
        this.desk = desk;
        this.tokens = tokens;
    }

    @Test
    void membersPayTheMenusPricesAndTillsTheirs() {
        UUID member = desk.member("member");
        JsonObject basket = with(basket("MAPO-TOFU", 3200, 1), "RICE", 100, 1);
        desk.mine(member, basket)
                .then()
                .statusCode(409)
                .body("code", equalTo("price-changed"))
                .body("errors.pointer", contains("/lines/1/unitPriceFen"))
                .body("errors.detail", contains("300"));
        desk.till(member, basket).then().statusCode(200).body("goodsFen", equalTo(3300));
    }

    @Test
    void unknownDishesArePointedAt() {
        UUID member = desk.member("member");
        JsonObject basket = with(basket("NO-SUCH-DISH", 100, 1), "RICE", 300, 1);
        basket.getJsonArray("lines")
                .add(new JsonObject()
                        .put("ref", "x")
                        .put("dishId", UUID.randomUUID().toString())
                        .put("unitPriceFen", 1)
                        .put("quantity", 1));
        desk.mine(member, basket)
                .then()
                .statusCode(422)
                .body("code", equalTo("dish-unknown"))
                .body("errors.pointer", contains("/lines/0/dishCode", "/lines/2/dishId"));
        desk.till(member, basket).then().statusCode(422);
    }

    @ParameterizedTest
    @CsvSource({
        "unitPriceFen,-1",
        "unitPriceFen,100000001",
        "quantity,0",
        "quantity,-3",
        "quantity,1000",
        "quantity,99999999999",
        "unitPriceFen,9223372036854775808"
    })
    void figuresOutOfRangeAreRefused(String field, String value) {
        String line = "{\"ref\": \"1\", \"dishCode\": \"RICE\", \"unitPriceFen\": 300, \"quantity\": 1}"
                .replaceFirst("\"" + field + "\": [0-9]+", "\"" + field + "\": " + value);
        String body = "{\"storeId\": \"" + QuoteDesk.STORE + "\", \"channel\": \"STORE\", \"lines\": [" + line + "]}";
        given().auth()
                .oauth2(tokens.member(desk.member("member")))
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/orders/quotes")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/lines/0/" + field));
    }

    @Test
    void linesAreLimitedAndHaveReferencesOfTheirOwn() {
        UUID member = desk.member("member");
        desk.mine(member, lines(200)).then().statusCode(200);
        desk.mine(member, lines(201)).then().statusCode(400).body("errors.pointer", contains("/lines"));
        desk.mine(member, lines(1000)).then().statusCode(400);
        desk.mine(member, basket()).then().statusCode(400).body("errors.pointer", contains("/lines"));
        JsonObject twice = lines(2);
        twice.getJsonArray("lines").getJsonObject(1).put("ref", "1");
        desk.mine(member, twice)
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/lines/1/ref"))
                .body("errors.code", contains("duplicate"));
    }

    private static JsonObject lines(int count) {
        JsonObject basket = basket();
        for (int i = 0; i < count; i++) with(basket, "RICE", 300, 1);
        return basket;
    }

    @Test
    void billsBeyondAMillionYuanAreRefused() {
        UUID member = desk.member("member");
        desk.till(member, basket("RICE", 100_000_000, 999))
                .then()
                .statusCode(422)
                .body("code", equalTo("amount-too-large"));
        desk.till(member, basket("RICE", 100_000_000, 1)).then().statusCode(200);
    }

    @Test
    void dishHasOneNameAndASizeThatThereIs() {
        UUID member = desk.member("member");
        JsonObject nameless = basket("RICE", 300, 1);
        nameless.getJsonArray("lines").getJsonObject(0).remove("dishCode");
        desk.mine(member, nameless).then().statusCode(400).body("errors.pointer", contains("/lines/0/dishCode"));
        JsonObject large = basket("RICE", 300, 1);
        large.getJsonArray("lines").getJsonObject(0).put("upgraded", true);
        desk.mine(member, large).then().statusCode(400).body("errors.pointer", contains("/lines/0/upgraded"));
    }

    @Test
    void storeMustTakeOrdersAndBeTheTillsOwn() {
        UUID member = desk.member("member");
        desk.mine(
                        member,
                        basket("RICE", 300, 1).put("storeId", UUID.randomUUID().toString()))
                .then()
                .statusCode(422)
                .body("code", equalTo("store-unknown"));
        desk.till(member, basket("RICE", 300, 1).put("storeId", StaffTokens.OTHER_STORE.toString()))
                .then()
                .statusCode(403)
                .body("code", equalTo("store-not-allowed"));
    }

    @Test
    void membersOrderThroughTheMiniProgramOnlyAndNobodyThroughInteractions() {
        UUID member = desk.member("member");
        for (String channel : new String[] {"STORE", "MINI_PROGRAM"}) {
            desk.mine(member, basket("RICE", 300, 1).put("channel", channel))
                    .then()
                    .statusCode(200);
        }
        JsonObject platform = basket("RICE", 300, 1).put("channel", "DELIVERY");
        desk.mine(member, platform).then().statusCode(400).body("errors.pointer", contains("/channel"));
        desk.till(member, platform).then().statusCode(200);
        JsonObject interaction = basket("RICE", 300, 1).put("channel", "INTERACTION");
        desk.mine(member, interaction).then().statusCode(400).body("errors.pointer", contains("/channel"));
        desk.till(member, interaction).then().statusCode(400).body("errors.code", contains("unknown"));
    }

    @Test
    void memberIsNamedByTillsAndNeverByMembers() {
        UUID member = desk.member("member");
        desk.ask(desk.clerk(), basket("RICE", 300, 1))
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/memberId"));
        desk.mine(
                        member,
                        basket("RICE", 300, 1)
                                .put("memberId", desk.member("gold").toString()))
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/memberId"));
        desk.till(UUID.randomUUID(), basket("RICE", 300, 1))
                .then()
                .statusCode(404)
                .body("code", equalTo("member-not-found"));
    }

    @Test
    void closedMembersGetNoQuote() {
        UUID member = desk.member("member");
        desk.execute("update member set state = 'CLOSED' where id = $1", member);
        desk.till(member, basket("RICE", 300, 1)).then().statusCode(409).body("code", equalTo("member-closed"));
    }

    @Test
    void pointsAreEitherSoManyOrAllThatAreAllowed() {
        UUID member = desk.member("member");
        desk.mine(member, basket("RICE", 300, 1).put("points", 1).put("maxPoints", true))
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/points"));
    }

    @Test
    void whoNeitherEatsNorSellsGetsNoQuote() {
        UUID member = desk.member("member");
        JsonObject asked = basket("RICE", 300, 1).put("memberId", member.toString());
        desk.ask(tokens.staffOfAllStores(Role.MARKETING), asked).then().statusCode(403);
        desk.ask(tokens.staffOfAllStores(Role.AUDITOR), asked).then().statusCode(403);
        given().contentType(ContentType.JSON)
                .body(asked.encode())
                .post("/v1/orders/quotes")
                .then()
                .statusCode(401);
    }
}
