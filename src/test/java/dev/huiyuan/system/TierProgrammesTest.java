package dev.huiyuan.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.testing.Await;
import dev.huiyuan.testing.HuiyuanTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Programmes whose tiers move otherwise than those that ship: refunds at once, calendar years, visits. */
@HuiyuanTest
class TierProgrammesTest {
    private static final String EVALUATION = "tier-evaluation";
    private static final String GRACE = "tier-grace";

    private final Brand brand;
    private final Pool pool;
    /** Each story has years of its own: what a quarter's evaluation does, it does once to every member there is. */
    private LocalDate start = LocalDate.MIN;
    /** From here on the rules are others. */
    private LocalDate change = LocalDate.MIN;

    private int version;

    TierProgrammesTest(Brand brand, Pool pool) {
        this.brand = brand;
        this.pool = pool;
    }

    /** Other tests have this database and this programme, and quarters that nobody has evaluated. */
    @AfterEach
    void leaveNothingBehind() {
        brand.leaveAsFound(version, change);
        Await.result(() -> pool.preparedQuery("delete from tier_evaluation where quarter between $1 and $2")
                .execute(Tuple.of(start.minusMonths(3), start.plusYears(2))));
    }

    private Regular joinUnder(int year, String basis, String window, String refunds) {
        start = LocalDate.of(year, 11, 5);
        change = LocalDate.of(year, 11, 10);
        brand.moveTo(start);
        Regular regular = new Regular("Lin", start, Map.of("month", 8, "day", 20));
        version = brand.plan(change, programme -> {
            programme
                    .getJsonObject("tierRules")
                    .put("basis", basis)
                    .put("window", window)
                    .put("refunds", refunds);
            JsonArray tiers = programme.getJsonArray("tiers");
            for (int i = 1; i < tiers.size(); i++) tiers.getJsonObject(i).put("thresholdVisits", 3 * i);
        });
        return regular;
    }

    private void on(Regular regular, String day) {
        brand.moveTo(LocalDate.parse(day));
        regular.signIn();
    }

    private static JsonObject tier(Regular regular) {
        return regular.get("/v1/me/tier");
    }

    private static void requireWindow(Regular regular, String from, long spendFen, int visits) {
        JsonObject window = tier(regular).getJsonObject("window");
        assertThat(window.getString("from")).isEqualTo(from);
        assertThat(window.getLong("spendFen")).isEqualTo(spendFen);
        assertThat(window.getInteger("visits")).isEqualTo(visits);
    }

    @Test
    void refundTakesTheTierAtOnceThatItHadReached() {
        Regular lin = joinUnder(2030, "SPEND", "RUNNING_YEAR", "AT_ONCE");
        String early = brand.order(lin, 600);
        lin.earns(600).becomes("silver", "UPGRADE member>silver 60000/50000");
        brand.refund(early, 200);
        lin.spends(200).check(start);
        on(lin, "2030-11-12");
        LocalDate today = LocalDate.parse("2030-11-12");
        // What did not keep the tier before takes nothing with it.
        brand.refund(early, 100);
        lin.spends(100).check(today);
        String large = brand.order(lin, 1_800);
        lin.earns(1_800).becomes("gold", "UPGRADE silver>gold 210000/200000");
        lin.check(today);
        brand.refund(large, 100);
        lin.spends(100).check(today);
        String last = brand.order(lin, 20);
        lin.earns(20).check(today);
        brand.refund(last, 20);
        lin.spends(20).check(today);
        brand.refund(early, 1);
        lin.spends(1).becomes("silver", "REFUND gold>silver 199900/200000");
        lin.check(today);
        assertThat(tier(lin).getJsonObject("next").getLong("missingFen")).isEqualTo(100);
        brand.order(lin, 1);
        lin.earns(1).becomes("gold", "UPGRADE silver>gold 200000/200000");
        lin.check(today);
        brand.audit(lin);
    }

    @Test
    void yearOfTheCalendarCountsAndTheOneBeforeItKeeps() {
        Regular lin = joinUnder(2035, "SPEND", "CALENDAR_YEAR", "AT_EVALUATION");
        on(lin, "2035-12-31");
        brand.order(lin, 1_940);
        lin.earns(1_940).becomes("silver", "UPGRADE member>silver 194000/50000");
        lin.check(LocalDate.parse("2035-12-31"));
        requireWindow(lin, "2035-01-01", 194_000, 1);

        on(lin, "2036-01-01");
        requireWindow(lin, "2036-01-01", 0, 0);
        brand.order(lin, 100);
        // Together they would be enough for gold.
        lin.earns(100).check(LocalDate.parse("2036-01-01"));
        brand.run(EVALUATION);
        lin.check(LocalDate.parse("2036-01-01"));
        JsonObject keep = tier(lin).getJsonObject("keep");
        assertThat(keep.getString("by")).isEqualTo("2036-12-31");
        assertThat(keep.getLong("missingFen")).isEqualTo(40_000);

        on(lin, "2037-01-01");
        brand.run(EVALUATION);
        lin.isWarned(LocalDate.parse("2037-01-31"), "10000/50000");
        lin.check(LocalDate.parse("2037-01-01"));
        on(lin, "2037-02-01");
        brand.run(GRACE);
        lin.becomes("member", "EVALUATION silver>member 10000/50000");
        lin.check(LocalDate.parse("2037-02-01"));
    }

    @Test
    void daysWithAnOrderAreVisitsAndOneThatWasRefundedIsNone() {
        Regular lin = joinUnder(2040, "VISITS", "RUNNING_YEAR", "AT_EVALUATION");
        on(lin, "2040-11-11");
        brand.order(lin, 5_000);
        String partly = brand.order(lin, 20);
        lin.earns(5_020).check(LocalDate.parse("2040-11-11"));
        requireWindow(lin, "2039-11-12", 502_000, 1);
        on(lin, "2040-11-12");
        brand.order(lin, 10);
        on(lin, "2040-11-13");
        assertThat(tier(lin).getJsonObject("next").getInteger("missingVisits")).isEqualTo(1);
        assertThat(tier(lin).getJsonObject("next").getLong("missingFen")).isNull();
        String whole = brand.order(lin, 10);
        lin.earns(20).becomes("silver", "UPGRADE member>silver 504000/50000");
        lin.check(LocalDate.parse("2040-11-13"));
        brand.refund(partly, 20);
        brand.refund(whole, 10);
        lin.spends(30).check(LocalDate.parse("2040-11-13"));
        requireWindow(lin, "2039-11-14", 501_000, 2);

        on(lin, "2041-01-01");
        brand.run(EVALUATION);
        lin.isWarned(LocalDate.parse("2041-01-31"), "501000/50000");
        lin.check(LocalDate.parse("2041-01-01"));
        on(lin, "2041-01-31");
        brand.order(lin, 10);
        lin.earns(10).becomes("silver", "KEPT silver>silver 502000/50000");
        lin.check(LocalDate.parse("2041-01-31"));
        on(lin, "2041-04-01");
        brand.run(EVALUATION);
        lin.check(LocalDate.parse("2041-04-01"));
        brand.audit(lin);
    }
}
