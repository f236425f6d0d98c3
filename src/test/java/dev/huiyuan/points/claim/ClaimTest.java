package dev.huiyuan.points.claim;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class ClaimTest {
    @Inject
    Receipts receipts;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    MovableClock clock;

    @Test
    void exactMatchIsCreditedAtOnce() {
        UUID member = members.active().id();
        clock.advance(Duration.ofHours(3));
        Map<String, @Nullable Object> order = receipts.reported(5800);
        clock.advance(Duration.ofDays(3));
        String key = UUID.randomUUID().toString();

        Response booked = receipts.claim(member, order, key);

        booked.then()
                .statusCode(201)
                .body("points", equalTo(58))
                .body("memberId", equalTo(member.toString()))
                .body("balance.available", equalTo(58));
        assertThat(receipts.claim(member, order, key).asString()).isEqualTo(booked.asString());
        receipts.claim(member, order).then().statusCode(200).body("entryId", equalTo(booked.<String>path("entryId")));
        receipts.claims(member)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].state", equalTo("CREDITED"))
                .body("items[0].entryId", equalTo(booked.<String>path("entryId")));
        assertThat(receipts.available(member)).isEqualTo(58);
        receipts.requireBalanced(member);
    }

    @Test
    void claimedOrderFollowsTheRulesOfItsOwnTime() {
        Instant july = Instant.parse("2027-07-31T12:00:00Z");
        clock.moveTo(july.minus(Duration.ofDays(1)));
        UUID member = members.bornOn(7, 9).id();
        clock.moveTo(july);
        Map<String, @Nullable Object> order = receipts.reported(5800);
        clock.advance(Duration.ofDays(10));

        receipts.claim(member, order).then().statusCode(201).body("points", equalTo(116));
        given().auth()
                .oauth2(tokens.member(member))
                .get("/v1/me/points/entries")
                .then()
                .body("items[0].channel", equalTo("STORE"))
                .body("items[0].orderRef", equalTo(order.get("orderRef")))
                .body("items[0].explanation.summary", equalTo("消费58.00元，生日月双倍，+116"));
    }

    @Test
    void receiptShowsMinutesOnly() {
        UUID late = members.active().id();
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = receipts.reported(100);
        Instant paid = Instant.parse(String.valueOf(order.get("occurredAt")));

        receipts.claim(
                        late,
                        Receipts.with(
                                order, "occurredAt", paid.minusSeconds(601).toString()))
                .then()
                .statusCode(202);
        receipts.claim(
                        member,
                        Receipts.with(
                                order, "occurredAt", paid.minusSeconds(599).toString()))
                .then()
                .statusCode(201);
    }

    @Test
    void everyOtherClaimIsAnsweredAlikeAndCreditsNothing() {
        Map<String, @Nullable Object> credited = receipts.reported(5800);
        receipts.accrue(members.active().id(), credited).then().statusCode(201);
        Map<String, @Nullable Object> reported = receipts.reported(5800);
        Map<String, @Nullable Object> tooOld = receipts.reported(5800);
        Map<String, Map<String, @Nullable Object>> claims = Map.of(
                "NOT_REPORTED",
                receipts.order(5800),
                "OTHER_CONTENT",
                Receipts.with(reported, "amountFen", 5801),
                "ALREADY_CREDITED",
                credited,
                "TOO_OLD",
                tooOld);
        List<Map<String, Object>> answers = new ArrayList<>();
        claims.forEach((doubt, claim) -> {
            if (doubt.equals("TOO_OLD")) clock.advance(Duration.ofDays(30));
            UUID member = members.active().id();
            Response answer = receipts.claim(member, claim);
            answer.then().statusCode(202).body("state", equalTo("IN_REVIEW")).body("entryId", nullValue());
            answers.add(answer.path("$"));
            assertThat(receipts.available(member)).isZero();
            receipts.approval(receipts.manager(), receipts.approvalOf(member))
                    .then()
                    .statusCode(200)
                    .body("kind", equalTo("points-claim"))
                    .body("state", equalTo("OPEN"))
                    .body("requestedBy", equalTo("member:" + member))
                    .body("payload.doubt", equalTo(doubt));
            clock.reset();
        });
        assertThat(answers.stream().map(Map::keySet).distinct()).hasSize(1);
    }

    @Test
    void businessDateBelongsToTheReference() {
        Map<String, @Nullable Object> order = Receipts.with(receipts.order(100), "businessDate", receipts.today());
        receipts.report(order).then().statusCode(201);

        receipts.claim(members.active().id(), Receipts.with(order, "businessDate", receipts.yesterday()))
                .then()
                .statusCode(202);
        receipts.claim(members.active().id(), order).then().statusCode(201);
    }

    @Test
    void businessDateThatNoBillOfTheDayHasIsRefused() {
        for (String far : List.of("2099-01-01", "0000-01-01")) {
            Map<String, @Nullable Object> order = Receipts.with(receipts.order(100), "businessDate", far);
            receipts.claim(members.active().id(), order)
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("business-date-out-of-range"));
            receipts.report(order).then().statusCode(422).body("code", equalTo("business-date-out-of-range"));
        }
    }

    @Test
    void tillFindsAnUndatedBillThatWasClaimedAsItWasReported() {
        List<UUID> both = members.many(2);
        Map<String, @Nullable Object> order = receipts.reported(5800);
        Map<String, @Nullable Object> dated = Receipts.with(order, "businessDate", receipts.today());
        receipts.claim(both.get(0), order).then().statusCode(201);
        receipts.accrue(both.get(1), dated).then().statusCode(409).body("code", equalTo("order-already-credited"));
        assertThat(receipts.available(both.get(0))).isEqualTo(58);
        assertThat(receipts.available(both.get(1))).isZero();
        receipts.requireBalanced(both.get(0));
    }

    @Test
    void sameClaimWaitsOnce() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = receipts.order(100);
        String first =
                receipts.claim(member, order).then().statusCode(202).extract().path("claimId");

        receipts.claim(member, order).then().statusCode(202).body("claimId", equalTo(first));
        // A corrected one is another claim.
        receipts.claim(member, Receipts.with(order, "amountFen", 200)).then().statusCode(202);
        receipts.claims(member)
                .then()
                .body("items", hasSize(2))
                .body("items.state", contains("IN_REVIEW", "IN_REVIEW"));
    }

    @Test
    void claimsOfADayAreLimited() {
        clock.moveTo(Instant.parse("2027-03-10T04:00:00Z"));
        UUID member = members.active().id();
        for (int claim = 0; claim < 5; claim++) {
            receipts.claim(member, receipts.order(100)).then().statusCode(202);
        }
        Map<String, @Nullable Object> order = receipts.reported(100);
        String key = UUID.randomUUID().toString();
        int retryAfter = Integer.parseInt(receipts.claim(member, order, key)
                .then()
                .statusCode(429)
                .body("code", equalTo("too-many-requests"))
                .extract()
                .header("Retry-After"));

        assertThat(retryAfter).isBetween(1, 12 * 3600);
        assertThat(receipts.available(member)).isZero();
        clock.advance(Duration.ofSeconds(retryAfter));
        receipts.claim(member, order, key).then().statusCode(201);
    }

    @Test
    void refusedClaimChangesNothing() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = receipts.order(100);
        receipts.claim(member, Receipts.with(order, "storeId", UUID.randomUUID()))
                .then()
                .statusCode(422)
                .body("code", equalTo("store-unknown"));
        receipts.claim(
                        member,
                        Receipts.with(
                                order,
                                "occurredAt",
                                clock.instant().plus(Duration.ofHours(1)).toString()))
                .then()
                .statusCode(422)
                .body("code", equalTo("occurred-at-in-future"));
        receipts.claim(member, Receipts.with(order, "amountFen", 100_000_001))
                .then()
                .statusCode(422)
                .body("code", equalTo("amount-too-large"));
        receipts.claim(member, Receipts.with(order, "amountFen", 0)).then().statusCode(400);
        receipts.claim(member, Receipts.with(order, "memberId", member)).then().statusCode(400);
        receipts.as(receipts.clerk())
                .body(order)
                .post("/v1/me/points/claims")
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(tokens.member(member))
                .contentType("application/json")
                .body(order)
                .post("/v1/me/points/claims")
                .then()
                .statusCode(400);
        receipts.claims(member).then().body("items", hasSize(0));
    }

    @Test
    void claimsArePagedNewestFirst() {
        UUID member = members.active().id();
        for (int amount = 1; amount <= 3; amount++) receipts.claim(member, receipts.order(amount));
        Response first = given().auth()
                .oauth2(tokens.member(member))
                .queryParam("limit", 2)
                .get("/v1/me/points/claims");
        first.then().body("items.amountFen", contains(3, 2));
        given().auth()
                .oauth2(tokens.member(member))
                .queryParam("limit", 2)
                .queryParam("cursor", first.<String>path("nextCursor"))
                .get("/v1/me/points/claims")
                .then()
                .body("items.amountFen", contains(1))
                .body("nextCursor", nullValue());
    }
}
