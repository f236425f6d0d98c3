package dev.huiyuan.programme.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.programme.LunarCalendar;
import dev.huiyuan.programme.LunarDate;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.Await;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.StaffTokens;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What orders of yesterday come to under a draft, by hand: other tests' orders are in both of two previews. */
@HuiyuanTest
class ProgrammePointsPreviewTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalTime NOON = LocalTime.of(12, 30);
    private static final LocalTime AFTERNOON = LocalTime.of(15, 30);

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

    private LocalDate yesterday = LocalDate.EPOCH;

    @BeforeEach
    void today() {
        yesterday = LocalDate.ofInstant(clock.instant(), ZONE).minusDays(1);
    }

    @AfterEach
    void tidy() {
        api.tidy();
    }

    @Test
    void calendarCountsByTheHourTheStoreAndTheTier() {
        String id = draft("MULTIPLY", 120);
        UUID gold = standing("gold");
        UUID silver = standing("silver");
        Response none = api.preview(id);
        // 58.99 yuan x 150 % x 120 % = 106.182, and 5 besides.
        assertThat(added(none, id, () -> accrue(gold, StaffTokens.STORE, NOON))).isEqualTo(111);
        Response one = api.preview(id);
        // After hours, elsewhere: 58.99 yuan x 120 % = 70.788. Another tier: 58.99.
        assertThat(added(one, id, () -> accrue(gold, StaffTokens.STORE, AFTERNOON)))
                .isEqualTo(70);
        Response two = api.preview(id);
        assertThat(added(two, id, () -> accrue(gold, StaffTokens.OTHER_STORE, NOON)))
                .isEqualTo(70);
        Response three = api.preview(id);
        assertThat(added(three, id, () -> accrue(silver, StaffTokens.STORE, NOON)))
                .isEqualTo(58);
        Response all = api.preview(id);
        assertThat(points(all, "before") - points(none, "before")).isEqualTo(4 * 58);
        assertThat(cost(all) - cost(none)).isEqualTo(111 + 70 + 70 + 58);
    }

    @Test
    void severalMultipliersCombineAsTheDraftSays() {
        UUID gold = standing("gold");
        String added = draft("ADD", 133);
        String highest = draft("HIGHEST", 133);
        Response addedBefore = api.preview(added);
        Response highestBefore = api.preview(highest);
        accrue(gold, StaffTokens.STORE, NOON);
        // 150 % and 133 % are 183 %: 107.95; the highest alone: 88.485. 5 besides.
        assertThat(points(api.preview(added), "after") - points(addedBefore, "after"))
                .isEqualTo(112);
        assertThat(points(api.preview(highest), "after") - points(highestBefore, "after"))
                .isEqualTo(93);
    }

    @Test
    void refundTakesBackWhatTheRestDoesNotEarn() {
        String id = draft("MULTIPLY", 120);
        UUID gold = standing("gold");
        Response none = api.preview(id);
        String order = accrue(gold, StaffTokens.STORE, NOON);
        refund(order, 2_000);
        Response part = api.preview(id);
        // 38.99 yuan are left: 38 points, under the draft 70.182 and 5 besides instead of 111.
        assertThat(points(part, "before") - points(none, "before")).isEqualTo(38);
        assertThat(points(part, "after") - points(none, "after")).isEqualTo(75);
        assertThat(refunded(part) - refunded(none)).isEqualTo(36);
        assertThat(booked(part) - booked(none)).isEqualTo(38);
        refund(order, 3_899);
        Response all = api.preview(id);
        assertThat(points(all, "after")).isEqualTo(points(none, "after"));
        assertThat(refunded(all) - refunded(none)).isEqualTo(111);
        assertThat(booked(all)).isEqualTo(booked(none));
    }

    @Test
    void limitOfADayCutsItsLaterOrders() {
        String id = draft("MULTIPLY", 120);
        JsonObject earning = api.document(id).getJsonObject("earning").put("maxPointsPerDay", 150);
        api.put(id, "earning", "\"4\"", earning).then().statusCode(200);
        UUID gold = standing("gold");
        Response none = api.preview(id);
        accrue(gold, StaffTokens.STORE, NOON);
        String second = accrue(gold, StaffTokens.STORE, AFTERNOON);
        // 111 and 70, of which 39 are left; half of the second one earns 35.988, less than that.
        assertThat(points(api.preview(id), "after") - points(none, "after")).isEqualTo(150);
        refund(second, 2_900);
        assertThat(points(api.preview(id), "after") - points(none, "after")).isEqualTo(111 + 35);
    }

    @Test
    void birthdayMonthOfTheChineseCalendarDoublesInItsOwnMonth() {
        LunarDate date = LunarCalendar.of(yesterday);
        UUID born = bornInMonth(date.month());
        UUID other = bornInMonth(date.month() % 12 + 1);
        String id = api.draft();
        Response none = api.preview(id);
        long doubled = date.leap() ? 58 : 117;
        assertThat(added(none, id, () -> accrue(born, StaffTokens.STORE, NOON))).isEqualTo(doubled);
        Response one = api.preview(id);
        assertThat(added(one, id, () -> accrue(other, StaffTokens.STORE, NOON))).isEqualTo(58);
        assertThat(booked(api.preview(id)) - booked(none)).isEqualTo(doubled + 58);
    }

    /** Gold has a multiplier, and at noon of yesterday earns 150 % and 5 points besides in one store. */
    private String draft(String combination, int goldPercent) {
        String id = api.draft();
        JsonObject document = api.document(id);
        JsonObject earning = document.getJsonObject("earning").put("combination", combination);
        api.put(id, "earning", "\"1\"", earning).then().statusCode(200);
        JsonArray tiers = document.getJsonArray("tiers");
        tiers.getJsonObject(2).put("multiplierPercent", goldPercent);
        api.put(id, "tiers", "\"2\"", tiers).then().statusCode(200);
        JsonObject range = new JsonObject().put("first", yesterday.toString()).put("last", yesterday.toString());
        JsonObject occasion = new JsonObject()
                .put("code", "noon")
                .put("name", "午市")
                .put(
                        "days",
                        new JsonObject()
                                .put("ofMonth", new JsonArray())
                                .put("ofYear", new JsonArray())
                                .put("lunar", new JsonArray())
                                .put("weekdays", new JsonArray())
                                .put("ranges", new JsonArray().add(range)))
                .put(
                        "hours",
                        new JsonArray()
                                .add(new JsonObject().put("from", "11:00").put("to", "14:00")))
                .put("stores", new JsonArray().add("SH-001"))
                .put("channels", new JsonArray().add("STORE"))
                .put("tiers", new JsonArray().add("gold"))
                .put(
                        "offer",
                        new JsonObject()
                                .put("discountPercent", 0)
                                .put("multiplierPercent", 150)
                                .put("extraPoints", 5));
        api.put(id, "calendar", "\"3\"", new JsonArray().add(occasion)).then().statusCode(200);
        return id;
    }

    private long added(Response before, String id, Runnable orders) {
        orders.run();
        return points(api.preview(id), "after") - points(before, "after");
    }

    private static long points(Response preview, String side) {
        return ProgrammeApi.figure(preview, "points", "points", side);
    }

    private static long refunded(Response preview) {
        return ProgrammeApi.figure(preview, "points", "refunded-points", "after");
    }

    private static long booked(Response preview) {
        return ProgrammeApi.figure(preview, "points", "booked-points", "after");
    }

    /** A point is worth a fen. */
    private static long cost(Response preview) {
        return ProgrammeApi.figure(preview, "points", "cost", "after");
    }

    private UUID standing(String tier) {
        UUID member = members.active().id();
        Await.result(() -> pool.preparedQuery("update member set points_joined_at = $2 where id = $1")
                .execute(Tuple.of(member, yesterday.atStartOfDay(ZONE).toOffsetDateTime())));
        Await.result(() -> pool.preparedQuery(
                        "insert into tier_standing (member_id, tier_code, since) values ($1, $2, now())")
                .execute(Tuple.of(member, tier)));
        return member;
    }

    private UUID bornInMonth(int month) {
        UUID member = standing("member");
        Await.result(() -> pool.preparedQuery(
                        "update member set birthday_lunar = true, birthday_month = $2, birthday_day = 1 where id = $1")
                .execute(Tuple.of(member, month)));
        return member;
    }

    private String accrue(UUID memberId, UUID storeId, LocalTime time) {
        JsonObject order = new JsonObject()
                .put("memberId", memberId.toString())
                .put("storeId", storeId.toString())
                .put("orderRef", "P-" + UUID.randomUUID())
                .put("channel", "STORE")
                .put("amountFen", 5_899)
                .put(
                        "occurredAt",
                        yesterday.atTime(time).atZone(ZONE).toOffsetDateTime().toString());
        post(storeId, "/v1/points/accruals", order);
        return order.getString("orderRef");
    }

    private void refund(String orderRef, int amountFen) {
        post(
                StaffTokens.STORE,
                "/v1/points/refunds",
                new JsonObject()
                        .put("storeId", StaffTokens.STORE.toString())
                        .put("orderRef", orderRef)
                        .put("refundRef", "R-" + UUID.randomUUID())
                        .put("amountFen", amountFen)
                        .put("reason", "ORDER_CANCELLED"));
    }

    private void post(UUID storeId, String path, JsonObject body) {
        String clerk = tokens.staff(Role.CLERK, storeId, "T-1");
        Response answer = io.restassured.RestAssured.given()
                .auth()
                .oauth2(clerk)
                .header("Idempotency-Key", ProgrammeApi.key())
                .contentType("application/json")
                .body(body.encode())
                .post(path);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    }
}
