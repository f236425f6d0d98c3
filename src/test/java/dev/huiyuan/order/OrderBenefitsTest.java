package dev.huiyuan.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.huiyuan.testing.HeardEvents;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import dev.huiyuan.testing.Parallel;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Member day: 12 % off once a bill, and something free once a day. */
@HuiyuanTest
class OrderBenefitsTest {
    private static final String FREE = "free-item:member-day";

    @Inject
    OrderApi api;

    @Inject
    MovableClock clock;

    @Inject
    Events events;

    @BeforeEach
    void onMemberDay() {
        clock.moveTo(OffsetDateTime.parse("2031-12-08T12:00:00+08:00").toInstant());
    }

    private JsonObject order(UUID member) {
        return api.order(member).put("payments", new JsonArray().add(OrderApi.payment("CASH", 4752)));
    }

    private JsonObject withFreeItem(UUID member) {
        return order(member)
                .put("presenceId", api.presence(member).toString())
                .put("freeItems", new JsonArray().add(FREE));
    }

    private long uses(UUID member) {
        return api.count("select count(*) from benefit_use where member_id = $1 and reversed_at is null", member);
    }

    @Test
    void aDiscountIsRecordedOnceABillAndComesBackWithTheOrder() {
        UUID member = api.member(0);
        String id = api.placed(order(member));
        assertThat(uses(member)).isEqualTo(1);
        api.refund(id, OrderApi.refund(OrderApi.item("2", 2))).then().statusCode(201);
        assertThat(uses(member)).isEqualTo(1);
        api.refund(id, OrderApi.refund()).then().statusCode(201).body("benefitsReversed", equalTo(1));
        assertThat(uses(member)).isZero();
    }

    @Test
    void whatComesFreeComesOnceADayHoweverManyTry() {
        UUID member = api.member(0);
        List<JsonObject> orders =
                List.of(withFreeItem(member), withFreeItem(member), withFreeItem(member), withFreeItem(member));
        List<Response> answers = Parallel.run(4, i -> api.place(orders.get(i)));
        List<Response> settled =
                answers.stream().filter(answer -> answer.statusCode() == 201).toList();
        assertThat(settled).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
                .hasSize(3);
        settled.getFirst().then().body("freeItems", hasSize(1)).body("discounts.type", hasItem("OCCASION_DISCOUNT"));
        // The refused ones left nothing behind.
        assertThat(api.count("select count(*) from benefit_use where member_id = $1", member))
                .isEqualTo(2);
        api.place(withFreeItem(member)).then().statusCode(409).body("code", equalTo("benefit-used"));
        api.refund(settled.getFirst().path("orderId"), OrderApi.refund()).then().statusCode(201);
        api.place(withFreeItem(member)).then().statusCode(201);
    }

    @Test
    void aPendingOrderKeepsWhatComesFreeUntilItIsCancelled() {
        UUID member = api.member(0);
        JsonObject pending = withFreeItem(member).put("payment", "PENDING");
        pending.remove("payments");
        String id = api.placed(pending);
        api.place(withFreeItem(member)).then().statusCode(409);
        api.cancel(api.clerk(), id).then().statusCode(201);
        api.place(withFreeItem(member)).then().statusCode(201);
    }

    @Test
    void aNumberThatComesAgainAMonthLaterIsAnotherBill() {
        UUID member = api.member(0);
        String bill = "B-" + OrderApi.key();
        api.placed(order(member).put("orderRef", bill).put("businessDate", "2031-12-08"));
        api.place(order(member).put("orderRef", bill).put("businessDate", "2031-12-08"))
                .then()
                .statusCode(200);
        clock.moveTo(OffsetDateTime.parse("2032-01-08T12:00:00+08:00").toInstant());
        api.placed(order(member).put("orderRef", bill).put("businessDate", "2032-01-08"));
        assertThat(uses(member)).isEqualTo(2);
        JsonObject use = new JsonObject()
                .put("memberId", member.toString())
                .put("presenceId", api.presence(member).toString())
                .put("storeId", OrderApi.STORE.toString())
                .put("benefit", "discount:member-day")
                .put("orderRef", bill)
                .put("occurredAt", clock.instant().toString());
        api.post(api.clerk(), OrderApi.key(), "/v1/benefits/uses", use)
                .then()
                .statusCode(201)
                .body("amountFen", equalTo(648));
        assertThat(uses(member)).isEqualTo(2);
    }

    @Test
    void whatComesFreeIsThereAgainOnTheNextDayOfItsKind() {
        UUID member = api.member(0);
        api.place(withFreeItem(member)).then().statusCode(201).body("freeItems", hasSize(1));
        api.place(order(member)).then().statusCode(201).body("freeItems", hasSize(0));
        api.place(withFreeItem(member)).then().statusCode(409).body("code", equalTo("benefit-used"));
        clock.moveTo(OffsetDateTime.parse("2032-01-08T12:00:00+08:00").toInstant());
        api.place(withFreeItem(member)).then().statusCode(201).body("freeItems", hasSize(1));
    }

    private static List<String> told(JsonObject use) {
        return List.of(use.getString("benefit"), OrderApi.STORE.toString(), String.valueOf(use.getLong("amountFen")));
    }

    @Test
    void usesThatComeBackWithTheirOrderAreToldOf() {
        UUID member = api.member(0);
        String refunded = api.placed(withFreeItem(member));
        api.refund(refunded, OrderApi.refund()).then().statusCode(201);
        JsonObject pending = withFreeItem(member).put("payment", "PENDING");
        pending.remove("payments");
        api.cancel(api.clerk(), api.placed(pending)).then().statusCode(201);
        Awaitility.await()
                .untilAsserted(() -> assertThat(events.reversals(member))
                        .extracting(OrderBenefitsTest::told)
                        .containsExactlyInAnyOrder(
                                List.of("discount:member-day", OrderApi.STORE.toString(), "648"),
                                List.of(FREE, OrderApi.STORE.toString(), "null"),
                                List.of("discount:member-day", OrderApi.STORE.toString(), "648"),
                                List.of(FREE, OrderApi.STORE.toString(), "null")));
        List<UUID> reversed = events.reversals(member).stream()
                .map(use -> UUID.fromString(use.getString("useId")))
                .toList();
        assertThat(api.count("select count(*) from benefit_use where id = any($1) and reversed_at is not null", (Object)
                        reversed.toArray(UUID[]::new)))
                .isEqualTo(4);
    }

    /** What the relay delivered of reversals. */
    @Singleton
    static class Events extends HeardEvents {
        Events() {
            super("benefit.use-reversed.v1");
        }

        List<JsonObject> reversals(UUID member) {
            return seen().filter(event -> event.memberId().equals(member))
                    .map(event -> new JsonObject(event.payload()))
                    .toList();
        }
    }
}
