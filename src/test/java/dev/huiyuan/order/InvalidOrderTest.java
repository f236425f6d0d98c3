package dev.huiyuan.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class InvalidOrderTest {
    @Inject
    OrderApi api;

    private void unchanged(UUID member) {
        assertThat(api.count("select count(*) from order_bill where member_id = $1", member))
                .isZero();
        assertThat(api.available(member)).isZero();
    }

    private Response placed(UUID member, JsonObject... lines) {
        JsonArray all = new JsonArray();
        for (JsonObject line : lines) all.add(line);
        return api.place(api.order(member).put("lines", all));
    }

    @Test
    void invalidBasketsAreRefused() {
        UUID member = api.member(0);
        placed(member, OrderApi.line("1", "NO-SUCH-DISH", 100, 1))
                .then()
                .statusCode(422)
                .body("code", equalTo("dish-unknown"));
        placed(member, OrderApi.line("1", "RICE", -300, 1)).then().statusCode(400);
        placed(member, OrderApi.line("1", "RICE", 300, 0)).then().statusCode(400);
        placed(member, OrderApi.line("1", "RICE", 300, 1), OrderApi.line("1", "RICE", 300, 1))
                .then()
                .statusCode(400);
        placed(member, OrderApi.line("1", "RICE", 100_000_000, 999), OrderApi.line("2", "RICE", 100_000_000, 999))
                .then()
                .statusCode(422)
                .body("code", equalTo("amount-too-large"));
        placed(member, OrderApi.line("1", "RICE", Long.MAX_VALUE, 999)).then().statusCode(400);
        JsonObject[] thousand = new JsonObject[1000];
        for (int i = 0; i < thousand.length; i++) thousand[i] = OrderApi.line("L" + i, "RICE", 300, 1);
        placed(member, thousand).then().statusCode(400);
        placed(member).then().statusCode(400);
        JsonObject nothing = api.order(member);
        nothing.remove("lines");
        api.place(nothing).then().statusCode(400);
        api.place(api.order(member).put("deliveryFen", -1)).then().statusCode(400);
        api.place(api.order(member).put("payments", new JsonArray().add(OrderApi.payment("CASH", -1))))
                .then()
                .statusCode(400);
        api.place(api.order(member).put("storeId", UUID.randomUUID().toString()))
                .then()
                .statusCode(403);
        unchanged(member);
    }

    private void refused(UUID member, UUID coupon, String reason) {
        Response answer = api.place(api.spending(member, coupon, 0));
        answer.then().statusCode(409).body("code", equalTo("wish-refused")).body("errors.code", hasItem(reason));
        unchanged(member);
    }

    private static void atOtherHours(JsonObject values) {
        boolean morning = LocalTime.now(ZoneId.of("Asia/Shanghai")).isBefore(LocalTime.NOON);
        JsonObject window = new JsonObject()
                .put("weekdays", new JsonArray())
                .put("from", morning ? "20:00" : "05:00")
                .put("to", morning ? "21:00" : "06:00");
        values.put("windows", new JsonArray().add(window));
    }

    @Test
    void couponsThatCannotBeUsedAreRefusedEachWithItsReason() {
        UUID member = api.member(0);
        UUID other = api.coupon(api.member(0));
        refused(member, other, "unknown");
        refused(member, UUID.randomUUID(), "unknown");
        assertThat(api.couponState(other)).isEqualTo("ISSUED");
        refused(
                member,
                api.coupon(
                        member, values -> values.put("storeIds", new JsonArray().add(OrderApi.OTHER_STORE.toString()))),
                "other-store");
        refused(
                member,
                api.coupon(member, values -> values.put("channels", new JsonArray().add("DELIVERY"))),
                "other-channel");
        refused(
                member,
                api.coupon(member, values -> values.put("kind", "THRESHOLD").put("thresholdFen", 10_000)),
                "threshold-not-met");
        refused(member, api.coupon(member, InvalidOrderTest::atOtherHours), "other-hours");
        UUID expired = api.coupon(member);
        api.count(
                "with x as (update coupon set valid_from = now() - interval '9 days', issued_at = now() - interval '9 days',"
                        + " expires_at = now() - interval '1 day' where id = $1 returning 1) select count(*) from x",
                expired);
        refused(member, expired, "expired");
    }

    @Test
    void aQuoteIsHonouredAndNoOneElsesIs() {
        UUID member = api.member(0);
        JsonObject basket = api.basket(member);
        String ref = basket.getString("orderRef");
        basket.remove("orderRef");
        Response quote = api.post(api.clerk(), OrderApi.key(), "/v1/orders/quotes", basket);
        quote.then().statusCode(200).body("payableFen", equalTo(5400));
        JsonObject order = new JsonObject()
                .put("memberId", member.toString())
                .put("storeId", OrderApi.STORE.toString())
                .put("channel", "STORE")
                .put("orderRef", ref)
                .put("payment", "PAID")
                .put("quoteId", quote.<String>path("quoteId"))
                .put("payments", new JsonArray().add(OrderApi.payment("CASH", 5400)));
        api.place(order.copy().put("memberId", api.member(0).toString()))
                .then()
                .statusCode(422)
                .body("code", equalTo("quote-invalid"));
        api.place(order).then().statusCode(201).body("earnedPoints", equalTo(54));
    }
}
