package dev.huiyuan.points;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused leaves nothing behind: the same order, put right, earns afterwards. */
@HuiyuanTest
class AccrualRefusalTest {
    private static final String AMOUNT = ",\"amountFen\":5800}";

    @Inject
    Till till;

    @Inject
    NewMembers members;

    @Inject
    Stores stores;

    @Inject
    TestTokens tokens;

    @Inject
    Clock clock;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ,"amountFen":"5800"}                    | 400 | validation-failed
            ,"amountFen":58.5}                      | 400 | validation-failed
            ,"amountFen":5.8e3}                     | 400 | validation-failed
            ,"amountFen":true}                      | 400 | validation-failed
            ,"amountFen":null}                      | 400 | validation-failed
            ,"amountFen":[5800]}                    | 400 | validation-failed
            ,"amountFen":-1}                        | 400 | validation-failed
            ,"amountFen":9007199254740992}          | 400 | validation-failed
            ,"amountFen":99999999999999999999}      | 400 | validation-failed
            ,"amountFen":100000001}                 | 422 | amount-too-large
            }                                       | 400 | validation-failed
            ,"amountFen":5800,"tip":1}              | 400 | validation-failed
            ,"amountFen":5800,"amountFen":5800}     | 400 | request-malformed
            ,"amountFen":5800} x                    | 400 | request-malformed
            ,"amountFen":5800}{}                    | 400 | request-malformed
            ,"amountFen":5800                       | 400 | request-malformed
            """)
    void malformedAmountIsRefused(String rest, int status, String code) {
        UUID member = members.active().id();
        String order = start(member);

        send(order + rest).then().statusCode(status).body("code", equalTo(code));
        assertThat(till.available(member)).isZero();

        send(order + AMOUNT).then().statusCode(201);
        assertThat(till.available(member)).isEqualTo(58);
    }

    @Test
    void closedStoreTakesNoOrdersButThoseThatWerePaidBefore() {
        UUID member = members.active().id();
        UUID store = stores.open();
        Map<String, @Nullable Object> before = orderAt(store, member);
        stores.change(store, 1, false);
        Map<String, @Nullable Object> closed = orderAt(store, member);

        report(closed).then().statusCode(422).body("code", equalTo("store-unknown"));
        assertThat(till.available(member)).isZero();
        report(before).then().statusCode(201);
        assertThat(till.available(member)).isEqualTo(58);

        stores.change(store, 2, true);
        report(closed).then().statusCode(422).body("code", equalTo("store-unknown"));
        report(orderAt(store, member)).then().statusCode(201);
        assertThat(till.available(member)).isEqualTo(116);
    }

    @Test
    void historyOfAStoreFromBeforeWeKnewItIsImported() {
        UUID member = members.active().id();
        UUID store = stores.open();
        Map<String, @Nullable Object> old = orderAt(store, member);
        old.put("occurredAt", clock.instant().minus(Duration.ofDays(2)).toString());
        report(old).then().statusCode(422).body("code", equalTo("store-unknown"));
        till.as(till.importer(), Till.key())
                .body(old)
                .post("/v1/points/accruals")
                .then()
                .statusCode(201);
    }

    /** An order of this moment. */
    private Map<String, @Nullable Object> orderAt(UUID store, UUID member) {
        Map<String, @Nullable Object> order = till.order(member, 5800);
        order.put("storeId", store);
        return order;
    }

    private Response report(Map<String, @Nullable Object> order) {
        String admin = tokens.staffOfAllStores(Role.ADMIN);
        return till.as(admin, Till.key()).body(order).post("/v1/points/accruals");
    }

    @Test
    void storeMemberAndDateMustBeRight() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = till.order(member, 5800);
        refuse(order, "storeId", UUID.randomUUID(), 422, "store-unknown");
        refuse(order, "memberId", UUID.randomUUID(), 404, "member-not-found");
        String tomorrow = clock.instant().plus(Duration.ofDays(1)).toString();
        refuse(order, "occurredAt", tomorrow, 422, "occurred-at-in-future");
        assertThat(till.available(member)).isZero();

        accrueAsAdmin(order).then().statusCode(201);
        assertThat(till.available(member)).isEqualTo(58);
    }

    private void refuse(Map<String, @Nullable Object> order, String field, Object wrong, int status, String code) {
        @Nullable Object right = order.put(field, wrong);
        accrueAsAdmin(order).then().statusCode(status).body("code", equalTo(code));
        order.put(field, right);
    }

    private Response accrueAsAdmin(Map<String, ?> order) {
        return till.as(tokens.staffOfAllStores(Role.ADMIN), Till.key())
                .body(order)
                .post("/v1/points/accruals");
    }

    @Test
    void orderNumberCannotPassForDateAndNumber() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = till.order(member, 1000);
        String number = UUID.randomUUID().toString();
        order.put("orderRef", number);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai"));
        order.put("businessDate", today.toString());
        till.accrue(order).then().statusCode(201);
        order.put("orderRef", today + ":" + number);
        order.remove("businessDate");
        till.accrue(order).then().statusCode(201);

        assertThat(till.available(member)).isEqualTo(20);
    }

    static Stream<String> unusableKeys() {
        return Stream.of("", "\"\"", "k".repeat(256), "two words", "\"two words\"");
    }

    @ParameterizedTest
    @MethodSource("unusableKeys")
    void unusableKeyIsRefused(String key) {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = till.order(member, 5800);

        till.as(till.clerk(), key)
                .body(order)
                .post("/v1/points/accruals")
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-invalid"));
        assertThat(till.available(member)).isZero();
    }

    @Test
    void missingKeyIsRefused() {
        UUID member = members.active().id();
        given().auth()
                .oauth2(till.clerk())
                .contentType("application/json")
                .body(till.order(member, 5800))
                .post("/v1/points/accruals")
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-missing"));
        assertThat(till.available(member)).isZero();
    }

    @Test
    void longAndQuotedKeysAreTaken() {
        UUID member = members.active().id();
        String random = UUID.randomUUID().toString();
        String longest = random + "k".repeat(255 - random.length());
        for (String key : new String[] {longest, "\"" + UUID.randomUUID() + "\""}) {
            till.as(till.clerk(), key)
                    .body(till.order(member, 100))
                    .post("/v1/points/accruals")
                    .then()
                    .statusCode(201);
        }
        assertThat(till.available(member)).isEqualTo(2);
    }

    /** An order without its end: the amount. */
    private String start(UUID member) {
        return """
                {"memberId":"%s","storeId":"%s","orderRef":"%s","channel":"STORE","occurredAt":"%s\"""".formatted(member, Till.STORE, UUID.randomUUID(), clock.instant());
    }

    private Response send(String json) {
        return till.as(till.clerk(), Till.key()).body(json).post("/v1/points/accruals");
    }
}
