package dev.huiyuan.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@HuiyuanTest
class AccrualTest {
    @Inject
    Till till;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    Clock clock;

    @Test
    void oneYuanEarnsOnePointAndTheAnswerExplainsIt() {
        UUID member = members.active().id();

        till.accrue(till.order(member, 5899))
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", nullValue())
                .body("memberId", equalTo(member.toString()))
                .body("points", equalTo(58))
                .body("explanation.amountFen", equalTo(5899))
                .body("explanation.basePoints", equalTo(58))
                .body("explanation.percent", equalTo(100))
                .body("explanation.summary", equalTo("消费58.99元，+58"))
                .body("balance.available", equalTo(58))
                .body("balance.debt", equalTo(0));

        assertThat(till.available(member)).isEqualTo(58);
        till.requireBalanced(member);
    }

    @Test
    void birthdayMonthDoublesAndSaysSoInBothLanguages() {
        int month = clock.instant().atZone(ZoneId.of("Asia/Shanghai")).getMonthValue();
        UUID member = members.bornOn(month, 8).id();
        String key = Till.key();
        Map<String, @Nullable Object> order = till.order(member, 5800);
        String clerk = till.clerk();

        till.as(clerk, key)
                .body(order)
                .post("/v1/points/accruals")
                .then()
                .statusCode(201)
                .body("points", equalTo(116))
                .body("explanation.rules[0].rule", equalTo("birthday-month"))
                .body("explanation.rules[0].version", equalTo(1))
                .body("explanation.summary", equalTo("消费58.00元，生日月双倍，+116"));
        till.as(clerk, key)
                .header("Accept-Language", "en")
                .body(order)
                .post("/v1/points/accruals")
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("explanation.summary", equalTo("Spent 58.00 yuan, birthday month double, +116"));
    }

    @Test
    void otherMonthsCountOnce() {
        int month = clock.instant().atZone(ZoneId.of("Asia/Shanghai")).getMonthValue();
        UUID member = members.bornOn(month % 12 + 1, 8).id();

        till.accrue(till.order(member, 5800)).then().statusCode(201).body("points", equalTo(58));
    }

    @Test
    void zeroIsAnOrderWithoutPoints() {
        UUID member = members.active().id();

        till.accrue(till.order(member, 0)).then().statusCode(201).body("points", equalTo(0));

        till.requireBalanced(member);
    }

    @Test
    void outsideTheProgrammeAnOrderEarnsNothingAndSaysSo() {
        UUID member = members.withoutPoints().id();

        till.accrue(till.order(member, 5800))
                .then()
                .statusCode(201)
                .body("points", equalTo(0))
                .body("explanation.note", equalTo("outside-programme"));
    }

    @Test
    void joiningIsNotRetroactive() {
        UUID member = members.active().id();

        till.accrue(till.order(member, 5800, clock.instant().minus(Duration.ofDays(1))))
                .then()
                .statusCode(201)
                .body("points", equalTo(0));
    }

    @Test
    void unconfirmedMembersEarn() {
        till.accrue(till.order(members.unconfirmed().id(), 1000))
                .then()
                .statusCode(201)
                .body("points", equalTo(10));
    }

    @Test
    void repeatedRequestGetsTheSameBytes() {
        Map<String, @Nullable Object> order = till.order(members.active().id(), 5800);
        String key = Till.key();
        String clerk = till.clerk();

        Response first = till.as(clerk, key).body(order).post("/v1/points/accruals");
        till.accrue(till.order(members.active().id(), 100));
        Response second = till.as(clerk, '"' + key + '"').body(order).post("/v1/points/accruals");

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(second.asByteArray()).isEqualTo(first.asByteArray());
    }

    @Test
    void keyWithAnotherRequestIsRefused() {
        UUID member = members.active().id();
        String key = Till.key();
        String clerk = till.clerk();
        till.as(clerk, key)
                .body(till.order(member, 100))
                .post("/v1/points/accruals")
                .then()
                .statusCode(201);

        till.as(clerk, key)
                .body(till.order(member, 100))
                .post("/v1/points/accruals")
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));

        assertThat(till.available(member)).isEqualTo(1);
    }

    @Test
    void sameOrderUnderAnotherKeyIsTheFirstResult() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = till.order(member, 5800);
        String entry = till.accrue(order).then().statusCode(201).extract().path("entryId");
        String key = Till.key();
        String clerk = till.clerk();

        Response again = till.as(clerk, key).body(order).post("/v1/points/accruals");
        Response replay = till.as(clerk, key).body(order).post("/v1/points/accruals");

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.<String>path("entryId")).isEqualTo(entry);
        assertThat(replay.statusCode()).isEqualTo(200);
        assertThat(replay.asByteArray()).isEqualTo(again.asByteArray());
        assertThat(till.available(member)).isEqualTo(58);
    }

    @Test
    void orderOfAnotherMemberOrAmountIsAConflict() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = till.order(member, 5800);
        till.accrue(order).then().statusCode(201);

        order.put("amountFen", 5900);
        till.accrue(order).then().statusCode(409).body("code", equalTo("order-already-credited"));
        order.put("amountFen", 5800);
        order.put("memberId", members.active().id());
        till.accrue(order).then().statusCode(409).body("code", equalTo("order-already-credited"));

        assertThat(till.available(member)).isEqualTo(58);
    }

    @Test
    void restartingOrderNumbersAreToldApartByBusinessDate() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = till.order(member, 1000);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai"));
        order.put("businessDate", today.minusDays(1).toString());
        till.accrue(order).then().statusCode(201);
        order.put("businessDate", today.toString());
        till.accrue(order).then().statusCode(201);

        assertThat(till.available(member)).isEqualTo(20);
    }

    @Test
    void refusalIsRepeatedAsItWas() {
        Map<String, @Nullable Object> order =
                till.order(members.active().id(), 5800, clock.instant().plus(Duration.ofHours(1)));
        String key = Till.key();
        String clerk = till.clerk();

        Response first = till.as(clerk, key).body(order).post("/v1/points/accruals");
        Response second = till.as(clerk, key).body(order).post("/v1/points/accruals");

        assertThat(first.statusCode()).isEqualTo(422);
        assertThat(first.<String>path("code")).isEqualTo("occurred-at-in-future");
        assertThat(first.header("Idempotency-Replayed")).isNull();
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(second.asByteArray()).isEqualTo(first.asByteArray());
    }

    @Test
    void aFewMinutesAheadCountAsNow() {
        Instant ahead = clock.instant().plus(Duration.ofMinutes(9));

        till.accrue(till.order(members.active().id(), 5800, ahead))
                .then()
                .statusCode(201)
                .body("points", equalTo(58));
    }

    @Test
    void staffGoBackAWeekAndImportsWithoutLimit() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> old =
                till.order(member, 100, clock.instant().minus(Duration.ofDays(8)));

        till.accrue(old).then().statusCode(422).body("code", equalTo("occurred-at-too-old"));
        till.accrue(till.order(member, 100, clock.instant().minus(Duration.ofDays(6))))
                .then()
                .statusCode(201);
        old.put("occurredAt", "1997-01-01T12:00:00+08:00");
        till.as(till.importer(), Till.key())
                .body(old)
                .post("/v1/points/accruals")
                .then()
                .statusCode(201);
    }

    @Test
    void unknownMemberIsNotFoundAndNothingIsKept() {
        Map<String, @Nullable Object> order = till.order(UUID.randomUUID(), 5800);

        till.accrue(order).then().statusCode(404).body("code", equalTo("member-not-found"));
        order.put("memberId", members.active().id());
        till.accrue(order).then().statusCode(201);
    }

    @Test
    void clerkActsForTheOwnStoreOnlyAndForKnownStoresOnly() {
        Map<String, @Nullable Object> order = till.order(members.active().id(), 5800);
        order.put("storeId", Till.OTHER_STORE);
        till.accrue(order).then().statusCode(403).body("code", equalTo("store-not-allowed"));

        order.put("storeId", UUID.randomUUID());
        String admin = tokens.staffOfAllStores(Role.ADMIN);
        till.as(admin, Till.key())
                .body(order)
                .post("/v1/points/accruals")
                .then()
                .statusCode(422)
                .body("code", equalTo("store-unknown"));
    }

    @Test
    void amountBeyondTheLimitIsRefused() {
        UUID member = members.active().id();
        till.accrue(till.order(member, 100_000_001)).then().statusCode(422).body("code", equalTo("amount-too-large"));
        till.accrue(till.order(member, 100_000_000)).then().statusCode(201);
    }

    @ParameterizedTest
    @CsvSource({
        "amountFen, -1, out-of-range",
        "amountFen, , required",
        "memberId, nobody, format",
        "memberId, , required",
        "channel, CARRIER_PIGEON, format",
        "orderRef, '', format",
        "orderRef, '有 空格', format",
        "occurredAt, yesterday, format",
        "occurredAt, , required",
        "businessDate, 2026-13-01, format",
        "unheard, of, unknown",
    })
    void malformedFieldIsNamed(String field, @Nullable String value, String code) {
        Map<String, @Nullable Object> order = till.order(members.active().id(), 5800);
        boolean number = value != null && value.startsWith("-");
        order.put(field, number ? (Object) Integer.valueOf(value) : value);

        till.accrue(order)
                .then()
                .statusCode(400)
                .body("code", equalTo("validation-failed"))
                .body("errors.pointer", hasItem("/" + field))
                .body("errors.code", hasItem(code));
    }

    @Test
    void keyIsRequired() {
        io.restassured.RestAssured.given()
                .auth()
                .oauth2(till.clerk())
                .contentType("application/json")
                .body(till.order(members.active().id(), 100))
                .post("/v1/points/accruals")
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-missing"));
    }

    @Test
    void membersDoNotCreditThemselves() {
        UUID member = members.active().id();
        till.as(tokens.member(member), Till.key())
                .body(till.order(member, 100))
                .post("/v1/points/accruals")
                .then()
                .statusCode(403);
    }
}
