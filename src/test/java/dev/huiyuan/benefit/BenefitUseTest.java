package dev.huiyuan.benefit;

import static dev.huiyuan.benefit.Celebrants.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.huiyuan.identity.Presences;
import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.job.JobRequest;
import dev.huiyuan.shared.job.JobRunner;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import dev.huiyuan.testing.Parallel;
import dev.huiyuan.testing.StaffTokens;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a member day, which is the 8th by default: 12 % off and a free side dish. */
@HuiyuanTest
class BenefitUseTest {
    private static final UUID STORE = StaffTokens.STORE;
    private static final String TERMINAL = "till-b";
    private static final String SIDE_DISH = "free-item:member-day";
    private static final LocalDate LONG_AGO = LocalDate.of(2020, 1, 1);

    private final Celebrants celebrants;
    private final TestTokens tokens;
    private final Presences presences;
    private final Transactions transactions;
    private final JobRunner runner;
    private final MovableClock clock;

    BenefitUseTest(
            Celebrants celebrants,
            TestTokens tokens,
            Presences presences,
            Transactions transactions,
            JobRunner runner,
            MovableClock clock) {
        this.celebrants = celebrants;
        this.tokens = tokens;
        this.presences = presences;
        this.transactions = transactions;
        this.runner = runner;
        this.clock = clock;
    }

    @BeforeEach
    void memberDay() {
        clock.moveTo(Instant.parse("2031-12-08T04:00:00Z"));
    }

    @Test
    void freeItemIsOfferedUntilItIsUsed() {
        UUID member = member("gold");
        given().auth()
                .oauth2(tokens.member(member))
                .get("/v1/me/benefits/current?channel=STORE&storeId=" + STORE)
                .then()
                .statusCode(200)
                .body("discountBasisPoints", equalTo(1200))
                .body("discounts.benefit", equalTo(List.of("discount:member-day")))
                .body("discounts[0].endsAt", equalTo("2031-12-09T00:00:00+08:00"))
                .body("freeItems.benefit", hasItem(SIDE_DISH));
        use(member, SIDE_DISH, "bill-1").then().statusCode(201).body("benefit", equalTo(SIDE_DISH));
        check(member).then().statusCode(200).body("freeItems", empty());
        given().auth()
                .oauth2(clerk())
                .get("/v1/members/" + member + "/benefits")
                .then()
                .statusCode(200)
                .body("uses", hasSize(1))
                .body("uses[0].orderRef", equalTo("bill-1"));
    }

    @Test
    void tierDiscountCountsOnOtherDays() {
        clock.moveTo(Instant.parse("2031-12-09T04:00:00Z"));
        UUID member = member("gold");
        check(member)
                .then()
                .statusCode(200)
                .body("discountBasisPoints", equalTo(1000))
                .body("discounts.benefit", equalTo(List.of("tier-discount:gold")))
                .body("freeItems", empty());
        use(member, SIDE_DISH, "bill-1").then().statusCode(409).body("code", equalTo("benefit-not-available"));
    }

    @Test
    void freeItemIsUsedOnceADay() {
        UUID member = member("member");
        String first = use(member, SIDE_DISH, "bill-1")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        use(member, SIDE_DISH, "bill-1").then().statusCode(201).body("id", equalTo(first));
        use(member, SIDE_DISH, "bill-2").then().statusCode(409).body("code", equalTo("benefit-used"));
        clock.moveTo(Instant.parse("2032-01-08T04:00:00Z"));
        use(member, SIDE_DISH, "bill-3").then().statusCode(201);
    }

    @Test
    void discountIsUsedOnceABill() {
        UUID member = member("member");
        use(member, "discount:member-day", "bill-1").then().statusCode(201);
        use(member, "discount:member-day", "bill-2").then().statusCode(201);
    }

    @Test
    void discountOfABillIsUsedOnceAlsoAcrossMidnight() {
        UUID member = member("gold");
        Instant opened = Instant.parse("2031-12-09T15:50:00Z");
        clock.moveTo(opened);
        String benefit = "tier-discount:gold";
        String first =
                use(member, benefit, "42").then().statusCode(201).extract().path("id");
        clock.moveTo(opened.plusSeconds(1_200));
        Map<String, Object> again = body(member, benefit, "42");
        again.put("occurredAt", opened.toString());
        post(clerk(), "/v1/benefits/uses", again).then().statusCode(201).body("id", equalTo(first));
        // The next day's bill of the same number, by its own time and by the business date.
        String next =
                use(member, benefit, "42").then().statusCode(201).extract().path("id");
        assertThat(next).isNotEqualTo(first);
        Map<String, Object> dated = body(member, benefit, "42");
        dated.put("businessDate", "2031-12-09");
        post(clerk(), "/v1/benefits/uses", dated).then().statusCode(201).body("id", equalTo(first));
        assertThat(uses(member)).isEqualTo(2);
    }

    @Test
    void freeItemOfABillIsNotGivenAgainOnTheNextDay() {
        UUID member = member("member");
        String first =
                use(member, SIDE_DISH, "43").then().statusCode(201).extract().path("id");
        clock.moveTo(Instant.parse("2031-12-09T04:00:00Z"));
        Map<String, Object> dated = body(member, SIDE_DISH, "43");
        dated.put("businessDate", "2031-12-08");
        post(clerk(), "/v1/benefits/uses", dated).then().statusCode(201).body("id", equalTo(first));
        clock.moveTo(Instant.parse("2032-01-08T04:00:00Z"));
        use(member, SIDE_DISH, "43").then().statusCode(201).body("id", not(equalTo(first)));
    }

    @Test
    void billOfAMemberDayIsJudgedByItsOwnTimeAlsoAfterMidnight() {
        UUID member = member("member");
        String benefit = "discount:member-day";
        Instant opened = Instant.parse("2031-12-08T15:55:00Z");
        clock.moveTo(opened);
        String first =
                use(member, benefit, "44").then().statusCode(201).extract().path("id");
        clock.moveTo(Instant.parse("2031-12-08T16:02:00Z"));
        Map<String, Object> again = body(member, benefit, "44");
        again.put("occurredAt", opened.toString());
        post(clerk(), "/v1/benefits/uses", again).then().statusCode(201).body("id", equalTo(first));
        // One that is reported late only, and one that was opened on the day after.
        Map<String, Object> late = body(member, benefit, "45");
        late.put("occurredAt", opened.toString());
        post(clerk(), "/v1/benefits/uses", late).then().statusCode(201).body("id", not(equalTo(first)));
        use(member, benefit, "46").then().statusCode(409).body("code", equalTo("benefit-not-available"));
        assertThat(uses(member)).isEqualTo(2);
    }

    @Test
    void billHasABusinessDateThatCanBeBelieved() {
        UUID member = member("gold");
        String benefit = "discount:member-day";
        Map<String, Object> body = body(member, benefit, "47");
        for (String far : List.of("2031-12-06", "2031-12-10", "2031-11-08", "9999-12-31")) {
            body.put("businessDate", far);
            post(clerk(), "/v1/benefits/uses", body)
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("business-date-out-of-range"))
                    .body("errors.pointer", equalTo(List.of("/businessDate")));
        }
        for (String near : List.of("2031-12-07", "2031-12-08", "2031-12-09")) {
            Map<String, Object> bill = body(member, benefit, "47");
            bill.put("businessDate", near);
            post(clerk(), "/v1/benefits/uses", bill).then().statusCode(201);
            // Each date is another bill, and a presence is for one.
            bill.put("businessDate", near.equals("2031-12-08") ? "2031-12-07" : "2031-12-08");
            post(clerk(), "/v1/benefits/uses", bill).then().statusCode(409).body("code", equalTo("presence-invalid"));
        }
        assertThat(uses(member)).isEqualTo(3);
    }

    @Test
    void billHasATimeThatCanBeBelieved() {
        UUID member = member("gold");
        Map<String, Object> body = body(member, SIDE_DISH, "bill-1");
        body.put("occurredAt", clock.instant().plusSeconds(86_400).toString());
        post(clerk(), "/v1/benefits/uses", body).then().statusCode(422).body("code", equalTo("occurred-at-in-future"));
        body.put("occurredAt", clock.instant().minusSeconds(2 * 86_400).toString());
        post(clerk(), "/v1/benefits/uses", body).then().statusCode(422).body("code", equalTo("occurred-at-too-old"));
        body.remove("occurredAt");
        post(clerk(), "/v1/benefits/uses", body).then().statusCode(400).body("errors.pointer", hasItem("/occurredAt"));
    }

    private int uses(UUID member) {
        return given().auth()
                .oauth2(clerk())
                .get("/v1/members/" + member + "/benefits")
                .then()
                .extract()
                .<List<Object>>path("uses")
                .size();
    }

    @Test
    void reversedUseCanBeRepeatedAndIsReversedOnce() {
        UUID member = member("member");
        String id = use(member, SIDE_DISH, "bill-1")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        reverse(clerk(), id).then().statusCode(201).body("id", equalTo(id));
        reverse(clerk(), id).then().statusCode(409).body("code", equalTo("benefit-use-reversed"));
        reverse(clerk(), UUID.randomUUID().toString()).then().statusCode(404);
        use(member, SIDE_DISH, "bill-2").then().statusCode(201);
        String other = use(member("member"), SIDE_DISH, "bill-9").path("id");
        reverse(tokens.staff(Role.CLERK, StaffTokens.OTHER_STORE, TERMINAL), other)
                .then()
                .statusCode(403)
                .body("code", equalTo("store-not-allowed"));
    }

    @Test
    void useNeedsThePresenceOfTheMember() {
        UUID member = member("member");
        Map<String, Object> use = body(member, SIDE_DISH, "bill-1");
        use.put("presenceId", UUID.randomUUID());
        post(clerk(), "/v1/benefits/uses", use).then().statusCode(409).body("code", equalTo("presence-invalid"));
        post(tokens.member(member), "/v1/benefits/uses", body(member, SIDE_DISH, "bill-1"))
                .then()
                .statusCode(403);
        use(member, "free-item:no such", "bill-1").then().statusCode(400);
    }

    @Test
    void ofTwentyUsesAtOnceOneSucceeds() {
        UUID member = member("member");
        List<Map<String, Object>> uses = IntStream.range(0, 20)
                .mapToObj(i -> body(member, SIDE_DISH, "bill-" + i))
                .toList();
        String clerk = clerk();
        List<Integer> statuses = Parallel.run(
                20, i -> post(clerk, "/v1/benefits/uses", uses.get(i)).statusCode());
        assertThat(statuses).containsOnlyOnce(201);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(19);
    }

    @Test
    void reportComparesGrantsWithUses() {
        UUID expired = celebrants.join(MonthDay.of(10, 9), LONG_AGO);
        UUID open = celebrants.join(MonthDay.of(10, 9), LONG_AGO);
        clock.moveTo(Instant.parse("2030-10-02T04:00:00Z"));
        await(runner.run(new JobRequest(BirthdayJob.NAME, LocalDate.of(2030, 10, 2), null)));
        celebrants.execute(
                "update coupon set state = 'EXPIRED', ended_at = now() where member_id = $1 and source = 'BIRTHDAY'",
                expired);
        clock.moveTo(Instant.parse("2030-10-08T04:00:00Z"));
        use(open, SIDE_DISH, "bill-r").then().statusCode(201);
        Response report = given().auth()
                .oauth2(tokens.staffOfAllStores(Role.ADMIN))
                .get("/v1/admin/benefits/report?month=2030-10");
        report.then().statusCode(200);
        String birthday = "lines.find { it.benefit == 'birthday' }.";
        assertThat(report.<Integer>path(birthday + "granted")).isGreaterThanOrEqualTo(2);
        assertThat(report.<Integer>path(birthday + "neverUsed")).isPositive();
        assertThat(report.<Integer>path(birthday + "usedTwice")).isZero();
        assertThat(report.<String>path("lines.find { it.benefit == '" + SIDE_DISH + "' }.storeId"))
                .isEqualTo(STORE.toString());
        offenders("NEVER_USED").then().body("items.memberId", hasItem(expired.toString()));
        offenders("NEVER_USED").then().body("items.memberId", not(hasItem(open.toString())));
        offenders("USED_TWICE").then().statusCode(200).body("items", empty());
        given().auth()
                .oauth2(clerk())
                .get("/v1/admin/benefits/report?month=2030-10")
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(tokens.staffOfAllStores(Role.ADMIN))
                .get("/v1/admin/benefits/report?month=2030-13")
                .then()
                .statusCode(400);
    }

    private Response offenders(String offence) {
        return given().auth()
                .oauth2(tokens.staffOfAllStores(Role.AUDITOR))
                .get("/v1/admin/benefits/report/offenders?limit=100&month=2030-10&offence=" + offence);
    }

    private UUID member(String tier) {
        return celebrants.join(MonthDay.of(5, 5), LONG_AGO, new Celebrants.Traits("ACTIVE", tier, true));
    }

    private Response check(UUID member) {
        return given().auth()
                .oauth2(clerk())
                .contentType("application/json")
                .body(Map.of("memberId", member, "storeId", STORE))
                .post("/v1/benefits/checks");
    }

    private Response use(UUID member, String benefit, String bill) {
        return post(clerk(), "/v1/benefits/uses", body(member, benefit, bill));
    }

    private Map<String, Object> body(UUID member, String benefit, String bill) {
        UUID presence = await(transactions.run(connection -> presences.open(connection, member, STORE, TERMINAL)))
                .id();
        Map<String, Object> body = new HashMap<>();
        body.put("memberId", member);
        body.put("presenceId", presence);
        body.put("storeId", STORE);
        body.put("benefit", benefit);
        body.put("orderRef", bill);
        body.put("occurredAt", clock.instant().toString());
        return body;
    }

    private Response reverse(String token, String id) {
        return post(token, "/v1/benefits/uses/" + id + "/reversals", Map.of("reason", "WRONG_MEMBER"));
    }

    private String clerk() {
        return tokens.staff(Role.CLERK, STORE, TERMINAL);
    }

    private static Response post(String token, String path, Map<String, ?> body) {
        return given().auth()
                .oauth2(token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(body)
                .post(path);
    }
}
