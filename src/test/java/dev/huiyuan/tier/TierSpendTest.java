package dev.huiyuan.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.huiyuan.member.NewMembers;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import dev.huiyuan.testing.Parallel;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What members spend, day by day, and the tier that it reaches, over HTTP and on the database. */
@HuiyuanTest
class TierSpendTest {
    private static final LocalDate TODAY = LocalDate.parse("2027-03-15");

    @Inject
    TierDesk desk;

    @Inject
    NewMembers members;

    @Inject
    MovableClock clock;

    @BeforeEach
    void moveClock() {
        clock.moveTo(TierDesk.noon(TODAY));
    }

    private static TierDesk.Day day(long fen, int orders) {
        return new TierDesk.Day(fen, orders);
    }

    private Instant now() {
        return clock.instant();
    }

    @Test
    void orderThatReachesExactlyTheThresholdRaisesTheTierInItsOwnTransaction() {
        UUID member = members.active().id();
        assertThat(desk.code(member)).isEqualTo("member");
        desk.buy(member, 49_999, now());
        assertThat(desk.code(member)).isEqualTo("member");
        assertThat(desk.history(member)).isEmpty();

        UUID entry = desk.buy(member, 1, now());

        assertThat(desk.codeOnCard(member)).isEqualTo("silver");
        desk.tier(member)
                .body("tier", equalTo("silver"))
                .body("window.spendFen", equalTo(50_000))
                .body("window.visits", equalTo(1))
                .body("next.tier", equalTo("gold"))
                .body("next.missingFen", equalTo(150_000))
                .body("next.missingVisits", nullValue())
                .body("keep.tier", equalTo("silver"))
                .body("keep.missingFen", equalTo(0))
                .body("keep.by", equalTo("2027-03-31"))
                .body("graceUntil", nullValue());
        Row change = desk.rows("select * from tier_change where member_id = $1", Tuple.of(member))
                .getFirst();
        assertThat(change.getUUID("entry_id")).isEqualTo(entry);
        assertThat(change.getLong("spend_fen")).isEqualTo(50_000);
        assertThat(change.getLong("threshold_fen")).isEqualTo(50_000);
        assertThat(change.getLocalDate("window_from"))
                .isEqualTo(TODAY.minusYears(1).plusDays(1));
        assertThat(change.getString("reason")).isEqualTo("UPGRADE");
    }

    @Test
    void ordersCountOnTheirOwnDayHoweverLateTheyAreReported() {
        UUID member = members.active().id();
        LocalDate outside = TODAY.minusYears(1);
        desk.buy(member, 500_000, TierDesk.noon(outside));
        assertThat(desk.code(member)).isEqualTo("member");
        // A quarter past midnight in the programme's zone, where UTC still has the day before.
        desk.buy(member, 30_000, TierDesk.noon(TODAY.minusDays(10)).minus(Duration.ofMinutes(705)));
        desk.buy(member, 20_000, TierDesk.noon(outside.plusDays(1)));
        assertThat(desk.days(member))
                .isEqualTo(Map.of(
                        outside,
                        day(500_000, 1),
                        outside.plusDays(1),
                        day(20_000, 1),
                        TODAY.minusDays(10),
                        day(30_000, 1)));
        assertThat(desk.history(member)).containsExactly("UPGRADE member>silver");
    }

    @Test
    void refundsReduceTheDayOfTheirOrder() {
        UUID member = members.active().id();
        LocalDate ordered = TODAY.minusDays(40);
        UUID first = desk.buy(member, 40_000, TierDesk.noon(ordered));
        UUID second = desk.buy(member, 10_000, TierDesk.noon(ordered));
        assertThat(desk.code(member)).isEqualTo("silver");

        desk.refund(first, 15_000L).then().statusCode(201);
        assertThat(desk.days(member)).isEqualTo(Map.of(ordered, day(35_000, 2)));
        desk.refund(first, 25_001L).then().statusCode(409).body("code", equalTo("reversal-exceeds-remainder"));
        desk.refund(first, 5_000L).then().statusCode(201);
        desk.refund(first, null).then().statusCode(201);
        assertThat(desk.days(member)).isEqualTo(Map.of(ordered, day(10_000, 1)));
        desk.tier(member).body("window.visits", equalTo(1)).body("window.spendFen", equalTo(10_000));
        desk.refund(second, null).then().statusCode(201);
        assertThat(desk.days(member)).isEmpty();
        // The tier stays until the evaluation, as the default programme has it.
        desk.tier(member)
                .body("window.visits", equalTo(0))
                .body("tier", equalTo("silver"))
                .body("keep.missingFen", equalTo(50_000));
        desk.refund(second, null).then().statusCode(409);
    }

    @Test
    void whatIsNoGoodsIsNoVisit() {
        UUID member = members.active().id();
        desk.buy(member, 0, now());
        assertThat(desk.days(member)).isEmpty();
    }

    @Test
    void spendingCountsOutsideThePointsProgrammeToo() {
        UUID member = members.withoutPoints().id();
        desk.order(member, 50_000, now(), "O-" + UUID.randomUUID())
                .then()
                .statusCode(201)
                .body("points", equalTo(0));
        assertThat(desk.code(member)).isEqualTo("silver");
    }

    @Test
    void theSameOrderAgainCountsOnce() {
        UUID member = members.active().id();
        String ref = "O-" + UUID.randomUUID();
        Instant at = now();
        String importer = desk.importer();
        desk.order(importer, member, 30_000, at, ref).then().statusCode(201);
        desk.order(importer, member, 30_000, at, ref).then().statusCode(200);
        assertThat(desk.days(member)).isEqualTo(Map.of(TODAY, day(30_000, 1)));
    }

    @Test
    void refundThatCameBeforeItsOrderCountsWithIt() {
        UUID member = members.active().id();
        String ref = "O-" + UUID.randomUUID();
        Map<String, Object> refund = Map.of(
                "storeId",
                TierDesk.STORE,
                "orderRef",
                ref,
                "refundRef",
                "R-1",
                "amountFen",
                10_000,
                "reason",
                "RETURNED");
        desk.post(desk.clerk(), "/v1/points/refunds", refund).then().statusCode(202);
        desk.order(desk.clerk(), member, 55_000, now(), ref).then().statusCode(201);
        assertThat(desk.days(member)).isEqualTo(Map.of(TODAY, day(45_000, 1)));
        desk.post(
                        desk.clerk(),
                        "/v1/points/completions",
                        Map.of("storeId", TierDesk.STORE, "orderRef", ref, "completedAt", now().toString()))
                .then()
                .statusCode(201);
        assertThat(desk.days(member)).isEqualTo(Map.of(TODAY, day(45_000, 1)));
    }

    @Test
    void manyOrdersAtOnceCrossAThresholdOnce() {
        UUID member = members.active().id();
        List<Integer> answers = Parallel.run(
                24,
                i -> desk.order(member, 10_000, now(), "O-" + UUID.randomUUID()).statusCode());
        assertThat(answers).containsOnly(201);
        assertThat(desk.days(member)).isEqualTo(Map.of(TODAY, day(240_000, 24)));
        assertThat(desk.history(member)).containsExactly("UPGRADE member>silver", "UPGRADE silver>gold");
    }

    @Test
    void refundsFiredTwiceTakeWhatThereIsOnce() {
        UUID member = members.active().id();
        UUID entry = desk.buy(member, 10_000, now());
        Parallel.run(10, i -> desk.refund(entry, 4_000L).statusCode());
        assertThat(desk.days(member)).isEqualTo(Map.of(TODAY, day(2_000, 1)));
    }

    @Test
    void mergeTakesTheSpendAlongAndItsUndoGivesBackWhatIsLeft() {
        UUID old = members.active().id();
        UUID survivor = members.active().id();
        LocalDate longAgo = TODAY.minusYears(3);
        UUID theirs = desk.buy(old, 30_000, now());
        desk.buy(old, 7_000, TierDesk.noon(longAgo));
        desk.buy(survivor, 20_000, now());

        LedgerEntry merge = desk.merge(old, survivor);

        assertThat(desk.days(old)).isEmpty();
        assertThat(desk.days(survivor)).isEqualTo(Map.of(TODAY, day(50_000, 2), longAgo, day(7_000, 1)));
        assertThat(desk.history(survivor)).containsExactly("MERGE member>silver");
        assertThat(desk.codeOnCard(survivor)).isEqualTo("silver");
        // A refund of the old account's order reduces the survivor's day; an order for the old one is the survivor's.
        desk.refund(theirs, 10_000L).then().statusCode(201);
        desk.buy(old, 1_000, now());
        assertThat(desk.days(survivor)).isEqualTo(Map.of(TODAY, day(41_000, 3), longAgo, day(7_000, 1)));

        desk.part(merge);

        assertThat(desk.days(old)).isEqualTo(Map.of(TODAY, day(20_000, 1), longAgo, day(7_000, 1)));
        assertThat(desk.days(survivor)).isEqualTo(Map.of(TODAY, day(21_000, 2)));
        assertThat(desk.code(survivor)).isEqualTo("member");
        desk.refund(theirs, null).then().statusCode(201);
        assertThat(desk.days(old)).isEqualTo(Map.of(longAgo, day(7_000, 1)));
    }

    @Test
    void mergesUndoneInTheOrderInWhichTheyWereMadeLeaveNoTier() {
        UUID survivor = members.active().id();
        UUID first = members.active().id();
        UUID second = members.active().id();
        desk.buy(first, 250_000, now());
        desk.buy(second, 600_000, now());
        LedgerEntry one = desk.merge(first, survivor);
        LedgerEntry two = desk.merge(second, survivor);
        desk.buy(survivor, 60_000, now());
        assertThat(desk.code(survivor)).isEqualTo("black-diamond");
        desk.part(one);
        assertThat(desk.code(survivor)).isEqualTo("black-diamond");
        desk.part(two);
        assertThat(desk.codeOnCard(survivor)).isEqualTo("silver");
        assertThat(desk.code(first)).isEqualTo("gold");
        assertThat(desk.code(second)).isEqualTo("black-diamond");
        assertThat(desk.days(survivor)).isEqualTo(Map.of(TODAY, day(60_000, 1)));
    }

    @Test
    void mergesOfMergesComeApartAsTheyWere() {
        UUID first = members.active().id();
        UUID second = members.active().id();
        UUID third = members.active().id();
        UUID order = desk.buy(first, 30_000, now());
        desk.buy(second, 5_000, now());
        LedgerEntry inner = desk.merge(first, second);
        LedgerEntry outer = desk.merge(second, third);
        assertThat(desk.days(third)).isEqualTo(Map.of(TODAY, day(35_000, 2)));
        desk.refund(order, 30_000L).then().statusCode(201);
        assertThat(desk.days(third)).isEqualTo(Map.of(TODAY, day(5_000, 1)));
        desk.part(outer);
        assertThat(desk.days(second)).isEqualTo(Map.of(TODAY, day(5_000, 1)));
        desk.part(inner);
        assertThat(desk.days(second)).isEqualTo(Map.of(TODAY, day(5_000, 1)));
        assertThat(desk.days(first)).isEmpty();
        assertThat(desk.days(third)).isEmpty();
    }

    @Test
    void passingDaysTakeOrdersOutOfTheWindow() {
        UUID member = members.active().id();
        desk.buy(member, 30_000, now());
        clock.moveTo(TierDesk.noon(LocalDate.parse("2028-02-29")));
        desk.buy(member, 10_000, now());
        clock.moveTo(TierDesk.noon(LocalDate.parse("2028-03-14")));
        desk.tier(member).body("window.spendFen", equalTo(40_000)).body("window.from", equalTo("2027-03-15"));
        clock.moveTo(TierDesk.noon(LocalDate.parse("2028-03-15")));
        desk.tier(member).body("window.spendFen", equalTo(10_000));
        clock.moveTo(TierDesk.noon(LocalDate.parse("2029-02-28")));
        desk.tier(member).body("window.spendFen", equalTo(10_000));
        clock.moveTo(TierDesk.noon(LocalDate.parse("2029-03-01")));
        desk.tier(member).body("window.spendFen", equalTo(0));
    }

    @Test
    void gracePeriodEndsWithTheOrderThatReachesTheThreshold() {
        UUID member = members.active().id();
        desk.stand(member, "silver");
        desk.rows("update tier_standing set grace_until = $2 where member_id = $1", Tuple.of(member, TODAY));
        desk.tier(member)
                .body("graceUntil", equalTo(TODAY.toString()))
                .body("keep.missingFen", equalTo(50_000))
                .body("keep.by", equalTo(TODAY.toString()));
        desk.buy(member, 50_000, now());
        desk.tier(member).body("graceUntil", nullValue()).body("tier", equalTo("silver"));
        assertThat(desk.history(member)).containsExactly("KEPT silver>silver");
    }

    @Test
    void orderAfterTheGracePeriodFindsTheTierAsIfTheJobHadRun() {
        UUID member = members.active().id();
        desk.stand(member, "gold");
        desk.rows(
                "update tier_standing set grace_until = $2 where member_id = $1", Tuple.of(member, TODAY.minusDays(1)));
        assertThat(desk.code(member)).isEqualTo("silver");
        desk.buy(member, 100, now());
        assertThat(desk.history(member)).containsExactly("EVALUATION gold>silver");
        assertThat(desk.codeOnCard(member)).isEqualTo("silver");
    }

    @Test
    void historyIsNeverChanged() {
        UUID member = members.active().id();
        desk.buy(member, 50_000, now());
        assertThat(catchThrowable(() -> desk.rows("delete from tier_change where member_id = $1", Tuple.of(member))))
                .hasMessageContaining("append-only");
    }

    @Test
    void randomCommandsLeaveTheSumOfTheOrders() {
        List<UUID> all =
                IntStream.range(0, 4).mapToObj(i -> members.active().id()).toList();
        NaiveSpend naive = new NaiveSpend(desk, clock, all, 20260315);
        for (int i = 0; i < 120; i++) naive.step();
        naive.partAll();
        for (UUID member : all)
            assertThat(desk.days(member)).as("seed of %s", member).isEqualTo(naive.days(member));
        LocalDate today = LocalDate.ofInstant(now(), TierDesk.ZONE);
        for (UUID member : all) {
            long window = naive.days(member).entrySet().stream()
                    .filter(day -> day.getKey().isAfter(today.minusYears(1))
                            && !day.getKey().isAfter(today))
                    .mapToLong(day -> day.getValue().fen())
                    .sum();
            assertThat(desk.tier(member)
                            .extract()
                            .<Number>path("window.spendFen")
                            .longValue())
                    .isEqualTo(window);
        }
        backfillFindsTheSame(all);
        all.forEach(desk::requireBalanced);
    }

    /** What the migration computes from the ledger is what the ledger's batches kept. */
    private void backfillFindsTheSame(List<UUID> all) {
        String[] sql = migration().split(";\n", -1);
        String select = sql[0].substring(sql[0].indexOf("with recursive"));
        UUID[] ids = all.toArray(UUID[]::new);
        List<String> computed = desk
                .rows(
                        "select * from (" + select + ") b (member_id, day, fen, orders) where member_id = any($1)",
                        Tuple.of(ids))
                .stream()
                .map(row -> row.getUUID(0) + " " + row.getLocalDate(1) + " " + row.getLong(2) + " " + row.getInteger(3))
                .sorted()
                .toList();
        List<String> kept = all.stream()
                .flatMap(member -> desk.days(member).entrySet().stream()
                        .map(day -> member + " " + day.getKey() + " "
                                + day.getValue().fen() + " " + day.getValue().orders()))
                .sorted()
                .toList();
        assertThat(computed).isEqualTo(kept).isNotEqualTo(Collections.emptyList());
    }

    private static String migration() {
        String path = "/db/migration/V202611230601__tier_spend_backfill.sql";
        try (var file = Objects.requireNonNull(TierSpendTest.class.getResourceAsStream(path))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
