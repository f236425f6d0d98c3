package dev.huiyuan.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import dev.huiyuan.testing.Parallel;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Refunds and completions find their order, whichever of them tells the business date. */
@HuiyuanTest
class BillEventsTest {
    @Inject
    Till till;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    MovableClock clock;

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private String day(long after) {
        return LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai"))
                .plusDays(after)
                .toString();
    }

    private static Map<String, @Nullable Object> dated(Map<String, ?> body, @Nullable String date) {
        Map<String, @Nullable Object> changed = new HashMap<>(body);
        changed.put("businessDate", date);
        return changed;
    }

    private static Map<String, @Nullable Object> refundOf(Map<String, ?> order, String refundRef) {
        Map<String, @Nullable Object> body = new HashMap<>();
        body.put("storeId", Till.STORE);
        body.put("orderRef", order.get("orderRef"));
        body.put("refundRef", refundRef);
        body.put("reason", "ORDER_REFUNDED");
        return body;
    }

    private Response refund(Map<String, ?> refund) {
        return refund(Till.key(), refund);
    }

    private Response refund(String key, Map<String, ?> refund) {
        return till.as(till.clerk(), key).body(refund).post("/v1/points/refunds");
    }

    private Response complete(Map<String, ?> order, @Nullable String date) {
        Map<String, @Nullable Object> body = new HashMap<>();
        body.put("storeId", Till.STORE);
        body.put("orderRef", order.get("orderRef"));
        body.put("businessDate", date);
        body.put("completedAt", clock.instant().toString());
        return till.as(till.clerk(), Till.key()).body(body).post("/v1/points/completions");
    }

    private int waiting(Map<String, ?> order) {
        return till.as(tokens.staffOfAllStores(Role.AUDITOR), Till.key())
                .queryParam("limit", 100)
                .get("/v1/points/early-events")
                .then()
                .statusCode(200)
                .extract()
                .<List<Object>>path("items.findAll { it.orderRef.endsWith('" + order.get("orderRef") + "') }")
                .size();
    }

    @Test
    void refundFindsItsOrderWhicheverOfThemTellsTheDate() {
        for (boolean orderDated : List.of(true, false)) {
            UUID member = members.active().id();
            Map<String, @Nullable Object> order = till.order(member, 5000);
            Map<String, @Nullable Object> refund = refundOf(order, "R-1");
            refund.put("amountFen", 1000);
            till.accrue(dated(order, orderDated ? day(0) : null)).then().statusCode(201);

            Response first = refund(dated(refund, orderDated ? null : day(0)));
            first.then().statusCode(201).body("points", equalTo(-10));
            refund(dated(refund, orderDated ? day(0) : null))
                    .then()
                    .statusCode(200)
                    .body("entryId", equalTo(first.path("entryId")));
            assertThat(till.available(member)).isEqualTo(40);
            till.requireBalanced(member);
        }
    }

    @Test
    void refundWithoutADateAsksForItWhereSeveralOrdersHaveTheNumber() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = till.order(member, 5000);
        Map<String, @Nullable Object> refund = refundOf(order, "R-1");
        String key = Till.key();
        till.accrue(dated(order, day(-1))).then().statusCode(201);
        Response first = refund(key, dated(refund, null));
        first.then().statusCode(201);
        till.accrue(dated(order, day(0))).then().statusCode(201);

        // What was done before stays done.
        Response again = refund(key, dated(refund, null));
        again.then().statusCode(201);
        assertThat(again.asString()).isEqualTo(first.asString());

        String other = Till.key();
        Map<String, @Nullable Object> second = refundOf(order, "R-2");
        for (int i = 0; i < 2; i++) {
            refund(other, second).then().statusCode(409).body("code", equalTo("business-date-required"));
        }
        complete(order, null).then().statusCode(409).body("code", equalTo("business-date-required"));
        assertThat(till.available(member)).isEqualTo(50);
        refund(dated(second, day(0))).then().statusCode(201);
        assertThat(till.available(member)).isZero();
        till.requireBalanced(member);
    }

    @Test
    void earlyRefundIsBookedWithItsOrderWhicheverOfThemTellsTheDate() {
        for (boolean orderDated : List.of(true, false)) {
            UUID member = members.active().id();
            Map<String, @Nullable Object> order = till.order(member, 5000);
            Map<String, @Nullable Object> refund = refundOf(order, "R-1");
            refund.put("amountFen", 1000);
            refund(dated(refund, orderDated ? null : day(0))).then().statusCode(202);

            till.accrue(dated(order, orderDated ? day(0) : null)).then().statusCode(201);
            assertThat(till.available(member)).isEqualTo(40);
            assertThat(waiting(order)).isZero();
            till.requireBalanced(member);
        }
    }

    @Test
    void earlyRefundThatWasToldUnderBothNamesIsBookedOnce() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = till.order(member, 5000);
        Map<String, @Nullable Object> refund = refundOf(order, "R-1");
        refund.put("amountFen", 1000);
        refund(refund).then().statusCode(202);
        refund(dated(refund, day(0))).then().statusCode(202);

        till.accrue(dated(order, day(0))).then().statusCode(201);
        assertThat(till.available(member)).isEqualTo(40);
        assertThat(waiting(order)).isZero();
        till.requireBalanced(member);
    }

    @Test
    void completionFindsItsOrderWhicheverOfThemTellsTheDateAndComesFirst() {
        for (boolean orderDated : List.of(true, false)) {
            for (boolean early : List.of(true, false)) {
                UUID member = members.active().id();
                Map<String, @Nullable Object> order = till.order(member, 5000);
                order.put("mayBeCancelled", true);
                String told = orderDated ? null : day(0);
                if (early) complete(order, told).then().statusCode(202);
                till.accrue(dated(order, orderDated ? day(0) : null)).then().statusCode(201);
                if (!early) complete(order, told).then().statusCode(201);
                assertThat(waiting(order)).isZero();
                complete(order, orderDated ? day(0) : null).then().statusCode(200);
                till.requireBalanced(member);
            }
        }
    }

    @Test
    void earlyRefundWithoutADateIsNotOfAnOrderThatHappensLater() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = till.order(member, 5000);
        refund(refundOf(order, "R-1")).then().statusCode(202);

        clock.advance(Duration.ofDays(1));
        Map<String, @Nullable Object> next = new HashMap<>(order);
        next.put("occurredAt", clock.instant().toString());
        till.accrue(dated(next, day(0))).then().statusCode(201);
        assertThat(till.available(member)).isEqualTo(50);
        assertThat(waiting(order)).isOne();
    }

    @RepeatedTest(5)
    void orderAndRefundAtOnceMeetUnderWhicheverName() {
        List<UUID> all = members.many(12);
        List<Map<String, @Nullable Object>> orders =
                all.stream().map(member -> till.order(member, 5000)).toList();
        List<Callable<Response>> calls = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            Map<String, @Nullable Object> order = orders.get(i);
            boolean orderDated = i % 2 == 0;
            calls.add(() -> till.accrue(dated(order, orderDated ? day(0) : null)));
            calls.add(() -> refund(dated(refundOf(order, "R-1"), orderDated ? null : day(0))));
        }

        List<Response> answers = Parallel.limited(24, calls);

        assertThat(answers).allMatch(answer -> answer.statusCode() == 201 || answer.statusCode() == 202);
        all.forEach(member -> assertThat(till.available(member)).isZero());
        orders.forEach(order -> assertThat(waiting(order)).isZero());
        all.forEach(till::requireBalanced);
    }
}
