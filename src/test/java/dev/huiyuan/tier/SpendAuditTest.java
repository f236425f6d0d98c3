package dev.huiyuan.tier;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.job.Chunk;
import dev.huiyuan.testing.HuiyuanTest;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The audit compares the spend of days with the orders: what is planted is named, what is mended is not. */
@HuiyuanTest
class SpendAuditTest {
    private static final String AUDIT = "/v1/admin/ledger/audit";

    @Inject
    TierDesk desk;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    private static Instant ago(int days) {
        return Instant.now().minus(Duration.ofDays(days));
    }

    /** What the audit of the member and the one of the book both say of a member. */
    private List<String> found(UUID member) {
        List<String> ofMember = found(AUDIT + "?memberId=" + member, member);
        assertThat(found(AUDIT, member)).isEqualTo(ofMember);
        return ofMember;
    }

    private List<String> found(String path, UUID member) {
        List<Map<String, ?>> differences = given().auth()
                .oauth2(tokens.staffOfAllStores(Role.AUDITOR))
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .path("differences");
        return differences.stream()
                .filter(one -> member.toString().equals(one.get("memberId")))
                .map(one -> one.get("check") + " " + one.get("expected") + " " + one.get("actual"))
                .toList();
    }

    private void change(String set, UUID member, int daysAgo) {
        desk.rows(
                "update tier_spend_day set " + set + " where member_id = $1 and day = $2",
                Tuple.of(member, LocalDate.ofInstant(ago(daysAgo), TierDesk.ZONE)));
    }

    private UUID regular() {
        UUID member = members.active().id();
        desk.buy(member, 10_000, ago(40));
        UUID partly = desk.buy(member, 20_000, ago(40));
        UUID whole = desk.buy(member, 5_000, ago(20));
        desk.buy(member, 7_000, ago(3));
        desk.refund(partly, 1_000L).then().statusCode(201);
        desk.refund(partly, 500L).then().statusCode(201);
        desk.refund(whole, null).then().statusCode(201);
        return member;
    }

    @Test
    void everyDifferenceOfADayIsNamedAndNoneOnceItIsMended() {
        UUID member = regular();
        assertThat(found(member)).isEmpty();

        change("spend_fen = spend_fen + 1", member, 40);
        assertThat(found(member)).containsExactly("TIER_SPEND_IS_SUM_OF_ORDERS 28500 28501");
        // Days whose errors cancel out.
        change("spend_fen = spend_fen - 1", member, 3);
        assertThat(found(member))
                .containsExactly("TIER_SPEND_IS_SUM_OF_ORDERS 28500 28501", "TIER_SPEND_IS_SUM_OF_ORDERS 7000 6999");
        change("spend_fen = spend_fen + 1", member, 3);
        change("spend_fen = spend_fen - 1, orders = 1", member, 40);
        assertThat(found(member)).containsExactly("TIER_ORDERS_ARE_COUNTED 2 1");
        change("orders = 2", member, 40);
        change("orders = 1", member, 20);
        assertThat(found(member)).containsExactly("TIER_ORDERS_ARE_COUNTED 0 1");
        change("orders = 0", member, 20);
        change("day = day + 1", member, 3);
        assertThat(found(member)).hasSize(4);
        change("day = day - 1", member, 2);
        assertThat(found(member)).isEmpty();
    }

    @Test
    void daysOfMergedAccountsAreTheSurvivorsUntilTheyPart() {
        UUID old = regular();
        UUID survivor = regular();
        var merge = desk.merge(old, survivor);
        assertThat(found(survivor)).isEmpty();
        assertThat(found(old)).isEmpty();
        change("spend_fen = spend_fen + 3", survivor, 3);
        assertThat(found(survivor)).containsExactly("TIER_SPEND_IS_SUM_OF_ORDERS 14000 14003");
        change("spend_fen = spend_fen - 3", survivor, 3);
        desk.part(merge);
        assertThat(found(survivor)).isEmpty();
        change("spend_fen = 0", old, 3);
        assertThat(found(old)).containsExactly("TIER_SPEND_IS_SUM_OF_ORDERS 7000 0");
        change("spend_fen = 7000", old, 3);
        assertThat(found(old)).isEmpty();
    }

    /** 2^31 fen and more are outside of the screen's arithmetic. */
    @Test
    void amountsThatTheScreenCannotWeighAreComparedDayByDay() {
        UUID member = members.active().id();
        desk.buy(member, 7_000, ago(3));
        change("spend_fen = spend_fen + 4294967296", member, 3);
        assertThat(found(member)).containsExactly("TIER_SPEND_IS_SUM_OF_ORDERS 7000 4294974296");
        change("spend_fen = spend_fen - 4294967296", member, 3);
        assertThat(found(member)).isEmpty();
    }

    @Test
    void zonesOfSeveralVersionsAreThoseOfTheOrdersTime() {
        UUID member = regular();
        UUID before = new UUID(member.getMostSignificantBits(), member.getLeastSignificantBits() - 1);
        String always = """
                [{"since": "-infinity", "zone": "UTC"}, {"since": "2001-01-01T00:00:00Z", "zone": "Asia/Shanghai"}]
                """;
        assertThat(isSound(before, member, always)).isTrue();
        String lately =
                always.replace("2001-01-01T00:00:00Z", ago(1).toString()).replace("UTC", zoneOfAnotherDay(ago(3)));
        assertThat(isSound(before, member, lately)).isFalse();
        Row empty = desk.rows(SpendAuditStatements.screen(false), Tuple.of(Chunk.LAST, Chunk.LAST, always))
                .getFirst();
        assertThat(empty.getBoolean("sound")).isTrue();
    }

    /** At any time of the day at least one end of the world has another date than the stores. */
    private static String zoneOfAnotherDay(Instant at) {
        LocalDate day = LocalDate.ofInstant(at, TierDesk.ZONE);
        return Stream.of("Etc/GMT+12", "Etc/GMT-14")
                .filter(zone -> !LocalDate.ofInstant(at, ZoneId.of(zone)).equals(day))
                .findFirst()
                .orElseThrow();
    }

    private boolean isSound(UUID after, UUID upTo, String zones) {
        return desk.rows(SpendAuditStatements.screen(false), Tuple.of(after, upTo, zones))
                .getFirst()
                .getBoolean("sound");
    }
}
