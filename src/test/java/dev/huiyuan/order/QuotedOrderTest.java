package dev.huiyuan.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Orders that name a quote: it says what is bought. */
@HuiyuanTest
class QuotedOrderTest {
    @Inject
    OrderApi api;

    private String quote(String token, UUID member, int bowls) {
        JsonObject basket =
                api.basket(member).put("lines", new JsonArray().add(OrderApi.line("1", "RICE", 300, bowls)));
        basket.remove("orderRef");
        if (token.equals(api.memberToken(member))) basket.remove("memberId");
        Response quote = api.post(token, OrderApi.key(), "/v1/orders/quotes", basket);
        assertThat(quote.statusCode()).as(quote.asString()).isEqualTo(200);
        return quote.path("quoteId");
    }

    private JsonObject order(UUID member, String bill, String quote) {
        return new JsonObject()
                .put("memberId", member.toString())
                .put("storeId", OrderApi.STORE.toString())
                .put("channel", "STORE")
                .put("orderRef", bill)
                .put("quoteId", quote);
    }

    @Test
    void aPendingOrderWithAnotherQuoteIsAnotherOrder() {
        UUID member = api.member(0);
        String clerk = api.clerk();
        String bill = "Q-" + OrderApi.key();
        JsonObject two = order(member, bill, quote(clerk, member, 2)).put("payment", "PENDING");
        Response placed = api.place(clerk, OrderApi.key(), two);
        placed.then().statusCode(201).body("payableFen", equalTo(600));
        api.place(clerk, OrderApi.key(), two).then().statusCode(200);
        // Quoted anew it is the same.
        api.place(clerk, OrderApi.key(), two.copy().put("quoteId", quote(clerk, member, 2)))
                .then()
                .statusCode(200)
                .body("orderId", equalTo(placed.path("orderId")));
        api.place(clerk, OrderApi.key(), two.copy().put("quoteId", quote(clerk, member, 3)))
                .then()
                .statusCode(409)
                .body("code", equalTo("bill-pending"));
    }

    /** What the quote rested on was used by the very bill: to quote again would not help. */
    @Test
    void aSettledBillWithOtherPaymentsIsPlacedAlready() {
        UUID member = api.member(0);
        UUID coupon = api.coupon(member);
        String clerk = api.clerk();
        JsonObject basket = api.basket(member)
                .put("presenceId", api.presence(member).toString())
                .put("coupons", new JsonArray().add(coupon.toString()));
        basket.remove("orderRef");
        Response quote = api.post(clerk, OrderApi.key(), "/v1/orders/quotes", basket);
        quote.then().statusCode(200).body("payableFen", equalTo(4400));
        String bill = "Q-" + OrderApi.key();
        JsonObject order = order(member, bill, quote.path("quoteId"))
                .put("presenceId", basket.getString("presenceId"))
                .put("payment", "PAID")
                .put("payments", new JsonArray().add(OrderApi.payment("WECHAT_PAY", 4400)));
        api.place(clerk, OrderApi.key(), order).then().statusCode(201);
        api.place(clerk, OrderApi.key(), order).then().statusCode(200);
        for (JsonObject payment : java.util.List.of(
                OrderApi.payment("CASH", 4400),
                OrderApi.payment("WECHAT_PAY", 4400).put("ref", "4200001"))) {
            JsonObject other = order.copy().put("payments", new JsonArray().add(payment));
            api.place(clerk, OrderApi.key(), other)
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("order-already-placed"));
        }
        // On another bill the quote has changed.
        api.place(clerk, OrderApi.key(), order.copy().put("orderRef", "Q-" + OrderApi.key()))
                .then()
                .statusCode(409)
                .body("code", equalTo("quote-changed"));
    }

    @Test
    void aPaidOrderWithAnotherQuoteIsAnotherOrder() {
        UUID member = api.member(0);
        String clerk = api.clerk();
        String bill = "Q-" + OrderApi.key();
        JsonObject two = order(member, bill, quote(clerk, member, 2))
                .put("payment", "PAID")
                .put("payments", new JsonArray().add(OrderApi.payment("CASH", 600)));
        Response settled = api.place(clerk, OrderApi.key(), two);
        settled.then().statusCode(201);
        assertThat(api.place(clerk, OrderApi.key(), two).asString()).isEqualTo(settled.asString());
        JsonObject other = two.copy().put("quoteId", quote(clerk, member, 3));
        for (long paid : new long[] {600, 900}) {
            other.put("payments", new JsonArray().add(OrderApi.payment("CASH", paid)));
            api.place(clerk, OrderApi.key(), other).then().statusCode(409);
        }
    }
}
