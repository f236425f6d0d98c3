package dev.huiyuan.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import dev.huiyuan.testing.Parallel;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever order the events of an order come in, and however often. */
@HuiyuanTest
class OrderEventsTest {
    @Inject
    Till till;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    MovableClock clock;

    private Response refund(String orderRef, String refundRef, @Nullable Long amountFen, List<String> lines) {
        Map<String, @Nullable Object> body = new HashMap<>();
        body.put("storeId", Till.STORE);
        body.put("orderRef", orderRef);
        body.put("refundRef", refundRef);
        body.put("amountFen", amountFen);
        body.put("lines", lines);
        body.put("reason", "ORDER_REFUNDED");
        return till.as(till.clerk(), Till.key()).body(body).post("/v1/points/refunds");
    }

    private Response complete(String orderRef) {
        return till.as(till.clerk(), Till.key())
                .body(Map.of(
                        "storeId",
                        Till.STORE,
                        "orderRef",
                        orderRef,
                        "completedAt",
                        clock.instant().minus(Duration.ofDays(2)).toString()))
                .post("/v1/points/completions");
    }

    private Map<String, @Nullable Object> pendingOrder(UUID member, String orderRef) {
        Map<String, @Nullable Object> order = till.order(member, 10_000);
        order.put("orderRef", orderRef);
        order.put("mayBeCancelled", true);
        order.put(
                "lines",
                List.of(Map.of("lineRef", "1", "amountFen", 5_550), Map.of("lineRef", "2", "amountFen", 4_450)));
        return order;
    }

    @Test
    void refundThatComesFirstWaitsForItsOrder() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = till.order(member, 10_000);
        String ref = String.valueOf(order.get("orderRef"));

        refund(ref, "R-1", 3_000L, List.of()).then().statusCode(202).body("state", equalTo("WAITING_FOR_ORDER"));
        refund(ref, "R-1", 3_000L, List.of()).then().statusCode(202);
        refund(ref, "R-1", 3_001L, List.of()).then().statusCode(409).body("code", equalTo("refund-already-booked"));

        till.accrue(order).then().statusCode(201).body("points", equalTo(100));
        assertThat(till.available(member)).isEqualTo(70);
        refund(ref, "R-1", 3_000L, List.of()).then().statusCode(200).body("points", equalTo(-30));
        assertThat(till.available(member)).isEqualTo(70);
        till.requireBalanced(member);
    }

    @Test
    void linesAreRefundedOnceEach() {
        UUID member = members.active().id();
        String ref = "O-" + Till.key();
        Map<String, @Nullable Object> order = pendingOrder(member, ref);
        UUID entry = UUID.fromString(till.accrue(order).path("entryId"));

        till.reverse("accruals", entry, Map.of("refundRef", "R-1", "lines", List.of("3"), "reason", "RETURNED"))
                .then()
                .statusCode(422)
                .body("code", equalTo("line-not-found"));
        till.reverse("accruals", entry, Map.of("refundRef", "R-1", "lines", List.of("1"), "reason", "RETURNED"))
                .then()
                .statusCode(201)
                .body("explanation.amountFen", equalTo(5_550))
                .body("points", equalTo(-56));
        till.reverse("accruals", entry, Map.of("refundRef", "R-2", "lines", List.of("1"), "reason", "RETURNED"))
                .then()
                .statusCode(409)
                .body("code", equalTo("reversal-exceeds-remainder"));
        refund(ref, "R-2", null, List.of("1", "2")).then().statusCode(201).body("points", equalTo(-44));
        assertThat(till.balance(member, "pending")).isZero();
        till.requireBalanced(member);
    }

    @Test
    void linesThatDoNotAddUpAreRefused() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = pendingOrder(member, "O-" + Till.key());
        order.put("amountFen", 10_001);
        till.accrue(order).then().statusCode(422).body("code", equalTo("lines-do-not-add-up"));
        assertThat(till.balance(member, "pending")).isZero();
    }

    @Test
    void pendingPointsBecomeAvailableAfterTheCompletionAndItsHold() {
        UUID member = members.active().id();
        String ref = "O-" + Till.key();
        till.accrue(pendingOrder(member, ref)).then().statusCode(201).body("balance.pending", equalTo(100));

        till.as(till.clerk(), Till.key())
                .body(Map.of(
                        "storeId",
                        Till.STORE,
                        "orderRef",
                        ref,
                        "completedAt",
                        clock.instant().toString()))
                .post("/v1/points/completions")
                .then()
                .statusCode(201)
                .body("points", equalTo(0))
                .body("balance.pending", equalTo(100));
        complete(ref).then().statusCode(200);

        clock.advance(Duration.ofHours(23));
        assertThat(till.available(member)).isZero();
        clock.advance(Duration.ofHours(1));
        assertThat(till.available(member)).isEqualTo(100);
        till.spend(member, 100);
        till.requireBalanced(member);
    }

    private Response completeAt(String orderRef, String completedAt) {
        return till.as(till.clerk(), Till.key())
                .body(Map.of("storeId", Till.STORE, "orderRef", orderRef, "completedAt", completedAt))
                .post("/v1/points/completions");
    }

    @Test
    void completionInTheFutureIsRefusedWhetherItsOrderIsKnownOrNot() {
        UUID member = members.active().id();
        String ref = "O-" + Till.key();
        String tomorrow = clock.instant().plus(Duration.ofDays(1)).toString();
        for (int known = 0; known < 2; known++) {
            completeAt(ref, tomorrow).then().statusCode(422).body("code", equalTo("occurred-at-in-future"));
            for (String absurd : List.of("+999999999-01-01T00:00:00Z", "-300000-01-01T00:00:00Z")) {
                completeAt(ref, absurd).then().statusCode(400);
            }
            if (known == 0) till.accrue(pendingOrder(member, ref)).then().statusCode(201);
        }
        Map<String, @Nullable Object> ancient = pendingOrder(member, "O-" + Till.key());
        ancient.put("occurredAt", "-300000-01-01T00:00:00Z");
        till.accrue(ancient).then().statusCode(400).body("errors[0].pointer", equalTo("/occurredAt"));
    }

    @Test
    void lateCompletionDoesNotPutPointsOff() {
        UUID member = members.active().id();
        String ref = "O-" + Till.key();
        till.accrue(pendingOrder(member, ref)).then().statusCode(201);
        clock.advance(Duration.ofHours(15 * 24 - 1));
        completeAt(ref, clock.instant().toString()).then().statusCode(201);
        assertThat(till.available(member)).isZero();
        clock.advance(Duration.ofHours(1));
        assertThat(till.available(member)).isEqualTo(100);
        till.requireBalanced(member);
    }

    @Test
    void orderThatIsNeverCompletedMaturesByItself() {
        UUID member = members.active().id();
        till.accrue(pendingOrder(member, "O-" + Till.key())).then().statusCode(201);
        clock.advance(Duration.ofDays(15));
        assertThat(till.available(member)).isEqualTo(100);
    }

    @Test
    void anySequenceAndRepetitionOfOneOrdersEventsEndsTheSame() {
        Set<String> ends = new HashSet<>();
        for (int round = 0; round < 12; round++) {
            UUID member = members.active().id();
            till.earn(member, 30);
            String ref = "O-" + Till.key();
            Map<String, @Nullable Object> order = pendingOrder(member, ref);
            List<Runnable> events = new ArrayList<>(List.of(
                    () -> till.accrue(order).then().statusCode(oneOf(200, 201)),
                    () -> complete(ref).then().statusCode(oneOf(200, 201, 202)),
                    () -> refund(ref, "R-1", 1_234L, List.of()),
                    () -> refund(ref, "R-2", 2_345L, List.of()),
                    () -> refund(ref, "R-3", 1_111L, List.of())));
            if (round % 3 == 2) events.add(() -> refund(ref, "CANCEL", null, List.of()));
            events.addAll(List.copyOf(events));
            Collections.shuffle(events, new Random(round));

            events.forEach(Runnable::run);

            till.requireBalanced(member);
            ends.add((round % 3 == 2) + ": " + till.available(member) + " " + till.balance(member, "pending"));
        }
        assertThat(ends).containsExactlyInAnyOrder("false: 83 0", "true: 30 0");
    }

    @Test
    void orderAndRefundAtOnceNeverMissEachOther() {
        for (int round = 0; round < 15; round++) {
            UUID member = members.active().id();
            Map<String, @Nullable Object> order = till.order(member, 10_000);
            String ref = String.valueOf(order.get("orderRef"));

            Parallel.run(
                    4, i -> (i % 2 == 0 ? till.accrue(order) : refund(ref, "R-1", 4_000L, List.of())).statusCode());

            assertThat(till.available(member)).isEqualTo(60);
            till.requireBalanced(member);
        }
    }

    @Test
    void strangersNeitherRefundNorCompleteOrdersOfAnotherStore() {
        String ref = "O-" + Till.key();
        Map<String, Object> body =
                Map.of("storeId", Till.STORE, "orderRef", ref, "refundRef", "R-1", "reason", "ORDER_REFUNDED");
        till.as(tokens.staff(Role.CLERK, Till.OTHER_STORE, "T-9"), Till.key())
                .body(body)
                .post("/v1/points/refunds")
                .then()
                .statusCode(403)
                .body("code", equalTo("store-not-allowed"));
        till.as(tokens.member(members.active().id()), Till.key())
                .body(body)
                .post("/v1/points/refunds")
                .then()
                .statusCode(403);
    }

    @Test
    void repeatedOrderOnAnAccountOnWhichSomethingIsDueDoesNotStopIt() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = pendingOrder(member, "O-" + Till.key());
        till.accrue(order).then().statusCode(201);
        clock.advance(Duration.ofDays(15));

        till.accrue(order).then().statusCode(200);
        till.redeem(till.bill(member, UUID.randomUUID(), "B-1", 5)).then().statusCode(409);

        assertThat(till.available(member)).isEqualTo(100);
        till.spend(member, 100);
        till.requireBalanced(member);
    }

    @Test
    void refundOfOtherLinesUnderOneReferenceIsAConflict() {
        UUID member = members.active().id();
        String ref = "O-" + Till.key();
        till.accrue(pendingOrder(member, ref)).then().statusCode(201);
        refund(ref, "R-1", null, List.of("1")).then().statusCode(201);
        refund(ref, "R-1", null, List.of("1")).then().statusCode(200);
        refund(ref, "R-1", null, List.of("2")).then().statusCode(409).body("code", equalTo("refund-already-booked"));
        refund(ref, "R-1", null, List.of()).then().statusCode(409);
        refund(ref, "R-2", null, List.of("1", "2")).then().statusCode(201).body("points", equalTo(-44));
        refund(ref, "R-2", null, List.of("1", "2")).then().statusCode(200).body("points", equalTo(-44));
    }
}
