package dev.huiyuan.points.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class UnclaimedOrderTest {
    @Inject
    Receipts receipts;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    MovableClock clock;

    @Test
    void reportIsTakenAndRepeatedWithTheFirstOne() {
        Map<String, @Nullable Object> order = receipts.order(5800);
        String reportedAt = receipts.report(order)
                .then()
                .statusCode(201)
                .body("amountFen", equalTo(5800))
                .body("claimableUntil", notNullValue())
                .extract()
                .path("reportedAt");

        receipts.report(order).then().statusCode(200).body("reportedAt", equalTo(reportedAt));
        // Also when a new one would come too late.
        clock.advance(Duration.ofDays(20));
        receipts.report(order).then().statusCode(200).body("reportedAt", equalTo(reportedAt));
    }

    @Test
    void refundOfLinesThatComesBeforeTheClaimIsTakenFromIt() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = receipts.order(5800);
        order.put(
                "lines", List.of(Map.of("lineRef", "1", "amountFen", 2900), Map.of("lineRef", "2", "amountFen", 2901)));
        receipts.report(order).then().statusCode(422).body("code", equalTo("lines-do-not-add-up"));
        order.put(
                "lines", List.of(Map.of("lineRef", "1", "amountFen", 2900), Map.of("lineRef", "2", "amountFen", 2900)));
        receipts.report(order).then().statusCode(201);
        receipts.report(Receipts.with(order, "lines", List.of())).then().statusCode(409);
        receipts.as(receipts.clerk())
                .body(Map.of(
                        "storeId",
                        Receipts.STORE,
                        "orderRef",
                        String.valueOf(order.get("orderRef")),
                        "refundRef",
                        "R-1",
                        "amountFen",
                        2900,
                        "lines",
                        List.of("2"),
                        "reason",
                        "ORDER_REFUNDED"))
                .post("/v1/points/refunds")
                .then()
                .statusCode(202);

        receipts.claim(member, order).then().statusCode(201).body("points", equalTo(58));

        assertThat(receipts.available(member)).isEqualTo(29);
        receipts.requireBalanced(member);
    }

    @Test
    void otherContentUnderTheSameReferenceIsRefused() {
        Map<String, @Nullable Object> order = receipts.reported(5800);

        for (Map<String, @Nullable Object> other : List.of(
                Receipts.with(order, "amountFen", 5900),
                Receipts.with(order, "channel", "DELIVERY"),
                Receipts.with(
                        order, "occurredAt", clock.instant().minusSeconds(60).toString()))) {
            receipts.report(other).then().statusCode(409).body("code", equalTo("order-already-reported"));
        }
        receipts.report(Receipts.with(order, "businessDate", receipts.yesterday()))
                .then()
                .statusCode(201);
    }

    @Test
    void creditedOrderIsRefusedUnlessItWasReportedBefore() {
        Map<String, @Nullable Object> credited = receipts.order(5800);
        receipts.accrue(members.active().id(), credited).then().statusCode(201);
        receipts.report(credited).then().statusCode(409).body("code", equalTo("order-already-credited"));

        Map<String, @Nullable Object> reported = receipts.reported(5800);
        receipts.accrue(members.active().id(), reported).then().statusCode(201);
        receipts.report(reported).then().statusCode(200);
    }

    @Test
    void unbelievableReportIsRefused() {
        receipts.report(receipts.order(100, clock.instant().plus(Duration.ofHours(1))))
                .then()
                .statusCode(422)
                .body("code", equalTo("occurred-at-in-future"));
        receipts.report(receipts.order(100, clock.instant().minus(Duration.ofDays(8))))
                .then()
                .statusCode(422)
                .body("code", equalTo("occurred-at-too-old"));
        receipts.report(receipts.order(100_000_001)).then().statusCode(422).body("code", equalTo("amount-too-large"));
        receipts.report(receipts.order(-1)).then().statusCode(400);
        receipts.report(Receipts.with(receipts.order(1), "orderRef", "a b"))
                .then()
                .statusCode(400);
        // A refused report is forgotten.
        Map<String, @Nullable Object> order =
                receipts.order(100, clock.instant().minus(Duration.ofDays(8)));
        receipts.report(order).then().statusCode(422);
        receipts.report(Receipts.with(order, "occurredAt", clock.instant().toString()))
                .then()
                .statusCode(201);
    }

    @Test
    void onlyStaffAndTillsOfTheStoreReport() {
        Map<String, @Nullable Object> order = receipts.order(100);
        receipts.as(tokens.partner(Role.POS, Set.of(Receipts.STORE), "till"))
                .body(order)
                .post("/v1/points/unclaimed-orders")
                .then()
                .statusCode(201);
        receipts.report(Receipts.with(order, "storeId", Receipts.OTHER_STORE))
                .then()
                .statusCode(403)
                .body("code", equalTo("store-not-allowed"));
        receipts.as(receipts.admin())
                .body(Receipts.with(order, "storeId", UUID.randomUUID()))
                .post("/v1/points/unclaimed-orders")
                .then()
                .statusCode(422)
                .body("code", equalTo("store-unknown"));
        receipts.as(tokens.member(members.active().id()))
                .body(order)
                .post("/v1/points/unclaimed-orders")
                .then()
                .statusCode(403);
    }
}
