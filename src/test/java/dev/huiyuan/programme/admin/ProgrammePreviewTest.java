package dev.huiyuan.programme.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.programme.LunarCalendar;
import dev.huiyuan.programme.LunarDate;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.Await;
import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class ProgrammePreviewTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Inject
    ProgrammeApi api;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    Pool pool;

    @Inject
    Clock clock;

    @AfterEach
    void tidy() {
        api.tidy();
    }

    @Test
    void unchangedDraftChangesNothing() {
        String id = api.draft();
        Response preview = api.preview(id);
        preview.then()
                .statusCode(200)
                .body("changes", empty())
                .body("outdated", equalTo(false))
                .body("comparedWith", equalTo(1))
                .body("impact.topic", hasItems("points", "tiers", "birthday", "discounts"));
        assertThat(preview.<java.util.List<Map<String, Object>>>path("impact.figures.flatten()"))
                .allSatisfy(figure -> assertThat(figure.get("before")).isEqualTo(figure.get("after")));
    }

    @Test
    void changedFieldsAreNamedWithBothValues() {
        String id = api.draft();
        JsonObject birthday = api.document(id).getJsonObject("birthday").put("daysAhead", 10);
        api.put(id, "birthday", "\"1\"", birthday).then().statusCode(200);
        api.preview(id)
                .then()
                .statusCode(200)
                .body("draftVersion", equalTo(2))
                .body("changes.pointer", contains("/birthday/daysAhead"))
                .body("changes[0].before", equalTo(7))
                .body("changes[0].after", equalTo(10));
    }

    @Test
    void draftThatWouldTakeAnotherChangeBackIsOutdated() {
        String id = api.draft();
        String other = api.draft();
        JsonObject birthday = api.document(other).getJsonObject("birthday").put("daysAhead", 10);
        api.put(other, "birthday", "\"1\"", birthday);
        int scheduled = api.schedule(other, api.ahead(0));
        api.preview(id)
                .then()
                .statusCode(200)
                .body("outdated", equalTo(true))
                .body("comparedWith", equalTo(scheduled))
                .body("changes.pointer", contains("/birthday/daysAhead"));
    }

    @Test
    void doubleRateDoublesThePointsOfTheLastQuarter() {
        accrue(standing(members.active().id(), "silver"), 5_000);
        String id = api.draft();
        JsonObject earning = api.document(id).getJsonObject("earning").put("pointsPerYuan", 2);
        api.put(id, "earning", "\"1\"", earning).then().statusCode(200);
        Response preview = api.preview(id);
        long before = ProgrammeApi.figure(preview, "points", "points", "before");
        long after = ProgrammeApi.figure(preview, "points", "points", "after");
        assertThat(before).isPositive();
        assertThat(after).isGreaterThanOrEqualTo(2 * before);
        assertThat(ProgrammeApi.figure(preview, "points", "cost", "after")).isEqualTo(after);
        assertThat(ProgrammeApi.figure(preview, "points", "orders", "after"))
                .isEqualTo(ProgrammeApi.figure(preview, "points", "orders", "before"));
    }

    @Test
    void pointsOfOneMoreOrderAreRecomputedExactly() {
        Response without = api.preview(api.draft());
        UUID member = standing(members.active().id(), "gold");
        accrue(member, 5_899);
        String id = api.draft();
        JsonArray tiers = api.document(id).getJsonArray("tiers");
        Response plain = api.preview(id);
        tiers.getJsonObject(2).put("multiplierPercent", 150);
        api.put(id, "tiers", "\"1\"", tiers).then().statusCode(200);
        Response multiplied = api.preview(id);
        assertThat(ProgrammeApi.figure(plain, "points", "points", "before")
                        - ProgrammeApi.figure(without, "points", "points", "before"))
                .isEqualTo(58);
        assertThat(ProgrammeApi.figure(plain, "points", "orders", "before")
                        - ProgrammeApi.figure(without, "points", "orders", "before"))
                .isOne();
        // 58.99 yuan at 150 % is 88.485 points; other golden members may have orders as well.
        assertThat(ProgrammeApi.figure(multiplied, "points", "points", "after")
                        - ProgrammeApi.figure(multiplied, "points", "points", "before"))
                .isGreaterThanOrEqualTo(30);
    }

    @Test
    void lowerThresholdIsReachedByMore() {
        Response none = api.preview(api.draft());
        accrue(standing(members.active().id(), "member"), 20_000);
        String id = api.draft();
        JsonArray tiers = api.document(id).getJsonArray("tiers");
        tiers.getJsonObject(1).put("thresholdFen", 19_999);
        api.put(id, "tiers", "\"1\"", tiers).then().statusCode(200);
        Response preview = api.preview(id);
        assertThat(ProgrammeApi.figure(preview, "tiers", "member", "before"))
                .isEqualTo(ProgrammeApi.figure(none, "tiers", "member", "before") + 1);
        assertThat(ProgrammeApi.figure(preview, "tiers", "silver", "after"))
                .isGreaterThan(ProgrammeApi.figure(preview, "tiers", "silver", "before"));
    }

    @Test
    void birthdayMealsFollowTheTemplates() {
        LocalDate recent = LocalDate.ofInstant(clock.instant(), ZONE).minusDays(20);
        standing(members.bornOn(recent.getMonthValue(), recent.getDayOfMonth()).id(), "silver");
        String id = api.draft();
        JsonObject birthday = api.document(id).getJsonObject("birthday");
        birthday.getJsonObject("templatesByTier").remove("silver");
        birthday.put("cardTiers", new JsonArray().add("silver"));
        api.put(id, "birthday", "\"1\"", birthday).then().statusCode(200);
        Response preview = api.preview(id);
        long before = ProgrammeApi.figure(preview, "birthday", "BIRTHDAY-MEAL", "before");
        long after = ProgrammeApi.figure(preview, "birthday", "BIRTHDAY-MEAL", "after");
        assertThat(before).isGreaterThan(after);
        assertThat(ProgrammeApi.figure(preview, "birthday", "cards", "after")).isEqualTo(before - after);
    }

    @Test
    void mealsOfLunarBirthdaysAreCountedByTheirOwnCalendar() {
        LunarDate recent =
                LunarCalendar.of(LocalDate.ofInstant(clock.instant(), ZONE).minusDays(20));
        int otherMonth = recent.month() > 6 ? recent.month() - 6 : recent.month() + 6;
        long before = meals();
        born(recent.month(), recent.day());
        long one = meals();
        born(otherMonth, recent.day());
        // A leap month has no birthdays; its days are months before or after the same ones of the ordinary month.
        if (!recent.leap()) assertThat(one).isEqualTo(before + 1);
        assertThat(meals()).isEqualTo(one);
    }

    private long meals() {
        return ProgrammeApi.figure(api.preview(api.draft()), "birthday", "BIRTHDAY-MEAL", "before");
    }

    /** A member with a birthday of the Chinese calendar. */
    private void born(int month, int day) {
        UUID member = standing(members.active().id(), "silver");
        Await.result(() -> pool.preparedQuery(
                        "update member set birthday_lunar = true, birthday_month = $2, birthday_day = $3 where id = $1")
                .execute(Tuple.of(member, month, day)));
    }

    @Test
    void periodIsTheThreeMonthsUpToNow() {
        var period = PreviewService.quarterBefore(Instant.parse("2027-05-31T20:00:00Z"), ZONE);
        assertThat(period.from()).isEqualTo("2027-02-28T16:00:00Z");
        assertThat(period.until()).isEqualTo("2027-05-31T20:00:00Z");
    }

    private UUID standing(UUID memberId, String tier) {
        Await.result(() -> pool.preparedQuery(
                        "insert into tier_standing (member_id, tier_code, since) values ($1, $2, now())")
                .execute(Tuple.of(memberId, tier)));
        return memberId;
    }

    private void accrue(UUID memberId, long amountFen) {
        JsonObject order = new JsonObject()
                .put("memberId", memberId.toString())
                .put("storeId", "01980000-0000-7000-8000-000000000001")
                .put("orderRef", "P-" + UUID.randomUUID())
                .put("channel", "STORE")
                .put("amountFen", amountFen)
                .put("occurredAt", clock.instant().toString());
        String clerk = tokens.staff(Role.CLERK, UUID.fromString("01980000-0000-7000-8000-000000000001"), "T-1");
        io.restassured.RestAssured.given()
                .auth()
                .oauth2(clerk)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(order.encode())
                .post("/v1/points/accruals")
                .then()
                .statusCode(201);
    }
}
