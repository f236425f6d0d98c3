package dev.huiyuan.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.Await;
import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nothing that came before its order vanishes. */
@HuiyuanTest
class EarlyEventTest {
    @Inject
    Till till;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    Pool pool;

    private Response refund(String orderRef, @Nullable Long amountFen, List<String> lines) {
        Map<String, @Nullable Object> body = new HashMap<>();
        body.put("storeId", Till.STORE);
        body.put("orderRef", orderRef);
        body.put("refundRef", "R-1");
        body.put("amountFen", amountFen);
        body.put("lines", lines);
        body.put("reason", "ORDER_REFUNDED");
        return till.as(till.clerk(), Till.key()).body(body).post("/v1/points/refunds");
    }

    private @Nullable Map<String, Object> listed(String orderRef) {
        return till.as(tokens.staffOfAllStores(Role.AUDITOR), Till.key())
                .queryParam("limit", 100)
                .get("/v1/points/early-events")
                .then()
                .statusCode(200)
                .extract()
                .path("items.find { it.orderRef == '" + orderRef + "' }");
    }

    @Test
    void earlyRefundOfLinesNamesItsAmountWhichCountsWhereTheOrderHasNoLines() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = till.order(member, 10_000);
        String ref = String.valueOf(order.get("orderRef"));

        refund(ref, null, List.of("1"))
                .then()
                .statusCode(400)
                .body("code", equalTo("validation-failed"))
                .body("errors[0].pointer", equalTo("/amountFen"))
                .body("errors[0].code", equalTo("required"))
                .body("errors[0].detail", equalTo("订单尚未登记：按行退款时须同时填写金额"));
        refund(ref, 3_000L, List.of("1")).then().statusCode(202);
        assertThat(listed(ref)).containsEntry("state", "WAITING").containsEntry("amountFen", 3_000);

        till.accrue(order).then().statusCode(201);
        assertThat(till.available(member)).isEqualTo(70);
        assertThat(listed(ref)).isNull();
        till.requireBalanced(member);
    }

    @Test
    void linesThatTheOrderDoesNotHaveAreRefusedWithoutAnAmount() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = till.order(member, 10_000);
        String ref = String.valueOf(order.get("orderRef"));
        till.accrue(order).then().statusCode(201);
        refund(ref, null, List.of("1")).then().statusCode(422).body("code", equalTo("line-not-found"));
        assertThat(till.available(member)).isEqualTo(100);
        refund(ref, 3_000L, List.of("1")).then().statusCode(201).body("points", equalTo(-30));
        till.requireBalanced(member);
    }

    @Test
    void whatIsRefusedWhenItsOrderComesStaysInTheListUntilItIsBooked() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = till.order(member, 10_000);
        String ref = String.valueOf(order.get("orderRef"));
        refund(ref, 3_000L, List.of("1")).then().statusCode(202);
        // As it was kept before an amount was asked for.
        Await.result(() -> pool.preparedQuery("update points_early_event set amount_fen = null where ref = $1")
                .execute(Tuple.of(ref)));

        till.accrue(order).then().statusCode(201);

        assertThat(till.available(member)).isEqualTo(100);
        assertThat(listed(ref)).containsEntry("state", "REFUSED").containsEntry("problem", "line-not-found");
        till.as(tokens.staffOfAllStores(Role.ADMIN), Till.key())
                .queryParam("state", "WAITING")
                .queryParam("limit", 100)
                .get("/v1/points/early-events")
                .then()
                .statusCode(200)
                .body("items.find { it.orderRef == '" + ref + "' }", nullValue());
        refund(ref, 3_000L, List.of()).then().statusCode(201);
        assertThat(listed(ref)).isNull();
        assertThat(till.available(member)).isEqualTo(70);
    }

    @Test
    void clerksDoNotListEarlyEvents() {
        till.as(till.clerk(), Till.key()).get("/v1/points/early-events").then().statusCode(403);
    }
}
