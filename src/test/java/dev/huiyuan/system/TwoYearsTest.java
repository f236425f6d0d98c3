package dev.huiyuan.system;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.testing.Await;
import dev.huiyuan.testing.HuiyuanTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two years of three members, one of whom registers twice, through the API alone: after every step everybody's points,
 * tier, grace period, birthday meals, coupons and history are compared. The years are those with the next 29 February.
 */
@HuiyuanTest
class TwoYearsTest {
    private static final LocalDate START = LocalDate.parse("2026-12-05");
    /** From here on the tiers are others. */
    private static final LocalDate CHANGE = LocalDate.parse("2028-04-10");

    private static final String BIRTHDAYS = "birthday";
    private static final String EVALUATION = "tier-evaluation";
    private static final String GRACE = "tier-grace";
    private static final String SIDE_DISH = "free-item:member-day";

    private final Brand brand;
    private final Pool pool;
    private int version;

    TwoYearsTest(Brand brand, Pool pool) {
        this.brand = brand;
        this.pool = pool;
    }

    /** Other tests have this database and this programme, and quarters that nobody has evaluated. */
    @AfterEach
    void leaveNothingBehind() {
        brand.leaveAsFound(version, CHANGE);
        Await.result(() -> pool.preparedQuery("delete from tier_evaluation where quarter between $1 and $2")
                .execute(Tuple.of(START, START.plusYears(2))));
        // Members of other tests, too, have a tier of the other set.
        if (version > 0) brand.run(GRACE);
    }

    @Test
    void membersLiveThroughTwoYearsStepByStep() {
        brand.moveTo(START);
        Story story = new Story();
        story.everybodyOrders();
        story.meiHasAMemberDayAndARefund();
        story.meiIsWarnedAndKeepsHerTier();
        story.minHasABirthdayInACommonYear();
        story.meiHasABirthday();
        Regular meiAgain = story.meiRegistersAgain();
        story.yueHasABirthdayByTheMoon();
        story.meiOrdersUnderBothAccounts(meiAgain);
        story.yueIsWarned(meiAgain);
        story.yueFallsByOneTier();
        story.minHasABirthdayInALeapYear();
        story.accountsOfMeiAreMerged(meiAgain);
        story.otherTiersArePlanned();
        story.otherTiersComeIntoForce();
        story.gracePeriodsEndByTheOtherRules();
        story.personWhoHadAMealGetsNoSecondOne();
        story.yueHasAnotherBirthdayByTheMoon();
        story.lastMemberDay(meiAgain);
        story.everyAccountIsRight();
    }

    private final class Story {
        private final List<Regular> regulars = new ArrayList<>();
        private final Regular mei;
        private final Regular yue;
        private final Regular min;
        private LocalDate today = START;

        Story() {
            mei = join("Mei", Map.of("month", 5, "day", 20));
            yue = join("Yue", Map.of("calendar", "LUNAR", "month", 8, "day", 15));
            min = join("Min", Map.of("month", 2, "day", 29));
            check();
        }

        private Regular join(String name, Map<String, Object> birthday) {
            Regular regular = new Regular(name, today, birthday);
            regulars.add(regular);
            return regular;
        }

        private void on(String day) {
            today = LocalDate.parse(day);
            brand.moveTo(today);
            regulars.forEach(Regular::signIn);
        }

        private void check() {
            regulars.forEach(regular -> regular.check(today));
        }

        /** A day on which a job has nothing to do for any of them. */
        private void nothingHappens(String day, String job) {
            on(day);
            brand.run(job);
            check();
        }

        void everybodyOrders() {
            on("2026-12-06");
            assertThat(offered(mei)).isEqualTo(List.of());
            brand.order(mei, 300);
            mei.earns(300);
            brand.order(yue, 2_100);
            yue.earns(2_100).becomes("gold", "UPGRADE member>gold 210000/200000");
            brand.order(min, 600);
            min.earns(600).becomes("silver", "UPGRADE member>silver 60000/50000");
            check();
            assertThat(offered(yue)).isEqualTo(List.of("tier-discount:gold"));
        }

        /** The codes of what the till is told. */
        private static List<String> codes(JsonObject benefits) {
            List<String> codes = new ArrayList<>();
            for (String kind : List.of("discounts", "freeItems")) {
                JsonArray some = benefits.getJsonArray(kind);
                for (int i = 0; i < some.size(); i++) {
                    codes.add(some.getJsonObject(i).getString("benefit"));
                }
            }
            return codes;
        }

        private List<String> offered(Regular regular) {
            return codes(brand.benefits(regular));
        }

        void meiHasAMemberDayAndARefund() {
            on("2026-12-08");
            assertThat(offered(mei)).isEqualTo(List.of("discount:member-day", SIDE_DISH));
            brand.use(mei, SIDE_DISH, "bill-1").then().statusCode(201);
            brand.use(mei, SIDE_DISH, "bill-2").then().statusCode(409).body("code", equalTo("benefit-used"));
            assertThat(offered(mei)).isEqualTo(List.of("discount:member-day"));
            check();
            String order = brand.order(mei, 250);
            mei.earns(250).becomes("silver", "UPGRADE member>silver 55000/50000");
            check();
            on("2026-12-12");
            brand.refund(order, 100);
            // The tier stays until the evaluation.
            mei.spends(100);
            check();
            JsonObject keep = mei.get("/v1/me/tier").getJsonObject("keep");
            assertThat(keep.getLong("missingFen")).isEqualTo(5_000);
            assertThat(keep.getString("by")).isEqualTo("2026-12-31");
        }

        void meiIsWarnedAndKeepsHerTier() {
            on("2027-01-01");
            brand.run(EVALUATION);
            mei.isWarned(LocalDate.parse("2027-01-31"), "45000/50000");
            check();
            nothingHappens("2027-01-02", EVALUATION);
            on("2027-01-15");
            brand.order(mei, 100);
            mei.earns(100).becomes("silver", "KEPT silver>silver 55000/50000");
            check();
            nothingHappens("2027-02-01", GRACE);
        }

        void minHasABirthdayInACommonYear() {
            nothingHappens("2027-02-20", BIRTHDAYS);
            on("2027-02-21");
            brand.run(BIRTHDAYS);
            min.isGrantedMeal("2027-02-28", today);
            check();
            nothingHappens("2027-02-22", BIRTHDAYS);
            on("2027-02-28");
            brand.order(min, 500);
            min.earns(1_000);
            check();
            // The day after the last one of February is no birthday of hers.
            nothingHappens("2027-03-01", BIRTHDAYS);
            nothingHappens("2027-04-01", EVALUATION);
        }

        void meiHasABirthday() {
            nothingHappens("2027-05-12", BIRTHDAYS);
            on("2027-05-13");
            brand.run(BIRTHDAYS);
            mei.isGrantedMeal("2027-05-20", today);
            check();
            on("2027-05-20");
            brand.pay(mei, "bill-3", 50);
            mei.hasEatenMeal().spends(50);
            check();
            brand.order(mei, 100);
            mei.earns(200);
            check();
        }

        /** With another phone, and with the birthday that her papers say. */
        Regular meiRegistersAgain() {
            on("2027-06-10");
            Regular again = join("Mei again", Map.of("month", 1, "day", 15));
            check();
            nothingHappens("2027-07-01", EVALUATION);
            return again;
        }

        /** The 15th of the eighth month is 15 September 2027. */
        void yueHasABirthdayByTheMoon() {
            nothingHappens("2027-09-07", BIRTHDAYS);
            on("2027-09-08");
            brand.run(BIRTHDAYS);
            yue.isGrantedMeal("2027-09-15", today);
            check();
            on("2027-09-15");
            brand.order(yue, 100);
            yue.earns(200);
            check();
            nothingHappens("2027-10-01", EVALUATION);
        }

        void meiOrdersUnderBothAccounts(Regular meiAgain) {
            on("2027-12-20");
            brand.order(mei, 400);
            mei.earns(400);
            brand.order(meiAgain, 2_600);
            meiAgain.earns(2_600).becomes("gold", "UPGRADE member>gold 260000/200000");
            check();
        }

        /** Yue's order of the first December has left the window; the others have what they need. */
        void yueIsWarned(Regular meiAgain) {
            on("2028-01-01");
            brand.run(EVALUATION);
            yue.isWarned(LocalDate.parse("2028-01-31"), "10000/200000");
            check();
            on("2028-01-08");
            brand.run(BIRTHDAYS);
            meiAgain.isGrantedMeal("2028-01-15", today);
            check();
        }

        void yueFallsByOneTier() {
            nothingHappens("2028-01-31", GRACE);
            on("2028-02-01");
            brand.run(GRACE);
            yue.becomes("silver", "EVALUATION gold>silver 10000/200000");
            check();
            nothingHappens("2028-02-02", GRACE);
        }

        void minHasABirthdayInALeapYear() {
            nothingHappens("2028-02-21", BIRTHDAYS);
            on("2028-02-22");
            brand.run(BIRTHDAYS);
            min.isGrantedMeal("2028-02-29", today);
            check();
            on("2028-02-29");
            brand.order(min, 400);
            min.earns(800);
            check();
            JsonObject window = min.get("/v1/me/tier").getJsonObject("window");
            assertThat(window.getString("from")).isEqualTo("2027-03-01");
            assertThat(window.getString("to")).isEqualTo("2028-02-29");
            assertThat(window.getLong("spendFen")).isEqualTo(40_000);
        }

        void accountsOfMeiAreMerged(Regular meiAgain) {
            on("2028-03-10");
            brand.merge(meiAgain, mei);
            meiAgain.spends(2_600);
            mei.earns(2_600).becomes("gold", "MERGE silver>gold 310000/200000");
            check();
            on("2028-03-15");
            brand.order(mei, 2_000);
            mei.earns(2_000).becomes("black-diamond", "UPGRADE gold>black-diamond 510000/500000");
            check();
        }

        void otherTiersArePlanned() {
            on("2028-03-20");
            version = brand.plan(CHANGE, TwoYearsTest::otherTiers);
            check();
            requireHighest("black-diamond");
            on("2028-04-01");
            brand.run(EVALUATION);
            yue.isWarned(LocalDate.parse("2028-05-01"), "10000/50000");
            min.isWarned(LocalDate.parse("2028-05-01"), "40000/50000");
            check();
        }

        private static void requireHighest(String tier) {
            given().get("/v1/programme").then().statusCode(200).body("tiers[3].code", equalTo(tier));
        }

        void otherTiersComeIntoForce() {
            on(CHANGE.toString());
            requireHighest("platinum");
            brand.run(GRACE);
            mei.becomes("platinum", "PROGRAMME_CHANGE black-diamond>platinum 510000/400000");
            check();
            nothingHappens("2028-04-11", GRACE);
            on("2028-04-12");
            assertThat(offered(mei)).isEqualTo(List.of("tier-discount:platinum"));
            brand.order(mei, 100);
            mei.earns(150);
            check();
        }

        /** Min has enough for what silver asks by now. */
        void gracePeriodsEndByTheOtherRules() {
            nothingHappens("2028-05-01", GRACE);
            on("2028-05-02");
            brand.run(GRACE);
            yue.becomes("member", "EVALUATION silver>member 10000/30000");
            min.becomes("silver", "KEPT silver>silver 40000/30000");
            check();
        }

        /** Her other account had the meal of this year in January. */
        void personWhoHadAMealGetsNoSecondOne() {
            nothingHappens("2028-05-13", BIRTHDAYS);
            nothingHappens("2028-05-20", BIRTHDAYS);
            nothingHappens("2028-07-01", EVALUATION);
        }

        /** The 15th of the eighth month is 3 October 2028, nearly three weeks later than the year before. */
        void yueHasAnotherBirthdayByTheMoon() {
            nothingHappens("2028-09-25", BIRTHDAYS);
            on("2028-09-26");
            brand.run(BIRTHDAYS);
            yue.isGrantedMeal("2028-10-03", today);
            check();
            nothingHappens("2028-10-01", EVALUATION);
        }

        /** What is free once a day is so for a person, whichever account shows its code. */
        void lastMemberDay(Regular meiAgain) {
            on("2028-12-08");
            assertThat(offered(mei)).isEqualTo(List.of("tier-discount:platinum", SIDE_DISH));
            brand.use(meiAgain, SIDE_DISH, "bill-4").then().statusCode(201);
            brand.use(mei, SIDE_DISH, "bill-5").then().statusCode(409).body("code", equalTo("benefit-used"));
            assertThat(offered(yue)).isEqualTo(List.of("discount:member-day", SIDE_DISH));
            check();
        }

        void everyAccountIsRight() {
            regulars.forEach(brand::audit);
        }
    }

    /** Silver and gold ask for less, and the highest tier is another one that gives more. */
    private static void otherTiers(JsonObject programme) {
        JsonArray tiers = programme.getJsonArray("tiers");
        tiers.getJsonObject(1).put("thresholdFen", 30_000);
        tiers.getJsonObject(2).put("thresholdFen", 150_000);
        tiers.getJsonObject(3)
                .put("code", "platinum")
                .put("name", "铂金会员")
                .put("thresholdFen", 400_000)
                .put("multiplierPercent", 150)
                .put("discountPercent", 15);
        JsonObject birthday = programme.getJsonObject("birthday");
        birthday.getJsonObject("templatesByTier").remove("black-diamond");
        birthday.getJsonObject("templatesByTier").put("platinum", "BIRTHDAY-MEAL");
        birthday.put("cardTiers", new JsonArray().add("platinum"));
    }
}
