package dev.huiyuan.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.member.NewMembers;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.Parallel;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A bill is one bill, whether its business date comes along or not. */
@HuiyuanTest
class UndatedBillTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Inject
    Till till;

    @Inject
    NewMembers members;

    @Inject
    Clock clock;

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    private static Map<String, @Nullable Object> with(Map<String, ?> order, String field, @Nullable Object value) {
        Map<String, @Nullable Object> changed = new HashMap<>(order);
        changed.put(field, value);
        return changed;
    }

    private Map<String, @Nullable Object> dated(Map<String, ?> order) {
        return with(order, "businessDate", today().toString());
    }

    @Test
    void datedReportOfAnUndatedBillIsTheSameBill() {
        UUID member = members.active().id();
        UUID other = members.active().id();
        Map<String, @Nullable Object> order = till.order(member, 5800);

        Response first = till.accrue(order);
        first.then().statusCode(201);

        till.accrue(dated(order)).then().statusCode(200).body("entryId", equalTo(first.path("entryId")));
        refused(till.accrue(dated(with(order, "amountFen", 5900))));
        refused(till.accrue(dated(with(order, "memberId", other))));
        assertThat(till.available(member)).isEqualTo(58);
        assertThat(till.available(other)).isZero();
        till.requireBalanced(member);
    }

    @Test
    void undatedReportOfADatedBillOfThatDayIsTheSameBill() {
        UUID member = members.active().id();
        UUID other = members.active().id();
        Map<String, @Nullable Object> order = till.order(member, 5800);

        Response first = till.accrue(dated(order));
        first.then().statusCode(201);

        till.accrue(order).then().statusCode(200).body("entryId", equalTo(first.path("entryId")));
        refused(till.accrue(with(order, "memberId", other)));
        assertThat(till.available(member)).isEqualTo(58);
        assertThat(till.available(other)).isZero();
        till.requireBalanced(member);
    }

    @Test
    void sameNumberOfAnotherBusinessDateIsAnotherBill() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = till.order(member, 5800);

        till.accrue(order).then().statusCode(201);
        till.accrue(with(order, "businessDate", today().minusDays(1).toString()))
                .then()
                .statusCode(201);
        till.accrue(with(order, "businessDate", today().plusDays(1).toString()))
                .then()
                .statusCode(201);

        assertThat(till.available(member)).isEqualTo(174);
        till.requireBalanced(member);
    }

    @Test
    void refusedBillKeepsNoneOfItsNames() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = till.order(member, 5800);

        till.accrue(with(order, "memberId", UUID.randomUUID())).then().statusCode(404);
        till.accrue(dated(order)).then().statusCode(201);
        // Its own name is free, the one of the day is not: nothing of it is kept.
        refused(till.accrue(with(order, "amountFen", 1)));
        refused(till.accrue(with(order, "amountFen", 2)));
        till.accrue(order).then().statusCode(200);
        till.requireBalanced(member);
    }

    @Test
    void importsHaveTheirOwnNumbersAndTheSameRule() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = till.order(member, 5800);
        String importer = till.importer();

        till.accrue(order).then().statusCode(201);
        till.as(importer, Till.key())
                .body(dated(order))
                .post("/v1/points/accruals")
                .then()
                .statusCode(201);
        till.as(importer, Till.key())
                .body(order)
                .post("/v1/points/accruals")
                .then()
                .statusCode(200);
        assertThat(till.available(member)).isEqualTo(116);
        till.requireBalanced(member);
    }

    @RepeatedTest(5)
    void twentyReportsAtOnceWithAndWithoutTheDateCreditOneMember() {
        List<UUID> all = members.many(4);
        Map<String, @Nullable Object> order = till.order(all.getFirst(), 5800);

        List<Response> answers = Parallel.run(20, i -> {
            Map<String, @Nullable Object> mine = with(order, "memberId", all.get(i % 4));
            return till.accrue(i % 3 == 0 ? dated(mine) : mine);
        });

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(answers).allMatch(answer -> List.of(200, 201, 409).contains(answer.statusCode()));
        assertThat(all.stream().mapToLong(till::available).sum()).isEqualTo(58);
        all.forEach(till::requireBalanced);
    }

    @Test
    void datesOnWhichNoBillCanHaveBeenAreRefused() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = till.order(member, 5800);
        Map<String, @Nullable Object> refund = new HashMap<>(Map.of(
                "storeId", Till.STORE, "orderRef", String.valueOf(order.get("orderRef")), "reason", "ORDER_REFUNDED"));
        refund.put("refundRef", "R-1");
        Map<String, @Nullable Object> completion =
                new HashMap<>(Map.of("storeId", Till.STORE, "orderRef", String.valueOf(order.get("orderRef"))));
        completion.put("completedAt", clock.instant().toString());

        for (String far : List.of(
                "2099-01-01", "0000-01-01", "+12000-01-01", today().plusDays(2).toString())) {
            outOfRange("accruals", with(order, "businessDate", far));
            outOfRange("refunds", with(refund, "businessDate", far));
            outOfRange("completions", with(completion, "businessDate", far));
        }
        outOfRange("accruals", with(order, "businessDate", today().minusDays(2).toString()));

        String near = today().plusDays(1).toString();
        till.accrue(with(order, "businessDate", near)).then().statusCode(201);
        post("completions", with(completion, "businessDate", near)).then().statusCode(201);
        post("refunds", with(refund, "businessDate", near)).then().statusCode(201);
        // What happened to a bill of long ago may be reported now.
        post("refunds", with(refund, "businessDate", today().minusDays(400).toString()))
                .then()
                .statusCode(202);
    }

    private Response post(String what, Map<String, ?> body) {
        return till.as(till.clerk(), Till.key()).body(body).post("/v1/points/" + what);
    }

    private void outOfRange(String what, Map<String, ?> body) {
        post(what, body)
                .then()
                .statusCode(422)
                .body("code", equalTo("business-date-out-of-range"))
                .body("errors.pointer", equalTo(List.of("/businessDate")));
    }

    private static void refused(Response answer) {
        answer.then().statusCode(409).body("code", equalTo("order-already-credited"));
    }
}
