package dev.huiyuan.tier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Merges of the release in which the survivor took over what protected the other one, and that are undone by this one. */
@HuiyuanTest
class TierMergedBeforeTest {
    private static final LocalDate TODAY = LocalDate.parse("2028-05-10");

    @Inject
    TierDesk desk;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    MovableClock clock;

    @BeforeEach
    void moveClock() {
        clock.moveTo(TierDesk.noon(TODAY));
    }

    private UUID member() {
        UUID member = members.active().id();
        desk.rows("delete from tier_standing where member_id = $1", Tuple.of(member));
        return member;
    }

    private String grant(UUID member, String tier, LocalDate until) {
        return desk.post(
                        tokens.staffOfAllStores(Role.MANAGER),
                        "/v1/members/" + member + "/tier-grants",
                        Map.of("tier", tier, "kind", "BOUGHT", "until", until.toString(), "reason", "ANNUAL_CARD"))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** What the release before wrote of a merge: the better protection is the survivor's, and nothing says since when. */
    private LedgerEntry mergeAsBefore(UUID old, UUID survivor) {
        LedgerEntry merge = desk.merge(old, survivor);
        desk.rows("""
                update tier_standing s set joint = null, brought_until = null, merged_at = null,
                    protection = coalesce(b.protection, s.protection),
                    protected_code = coalesce(b.protected_code, s.protected_code),
                    protected_until = coalesce(b.protected_until, s.protected_until),
                    grant_id = coalesce(b.grant_id, s.grant_id)
                from tier_standing b where s.member_id = $1 and b.member_id = $2
                """, Tuple.of(survivor, old));
        desk.rows("update tier_standing set merged_at = null where member_id = $1", Tuple.of(old));
        return merge;
    }

    /** What the migration does with what is there, again. */
    private void migrate() {
        String path = "/db/migration/V202611240101__tier_joint_standings.sql";
        try (var file = Objects.requireNonNull(TierMergedBeforeTest.class.getResourceAsStream(path))) {
            String sql = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            for (String statement : sql.split(";\n", -1)) {
                if (!statement.contains("alter table") && !statement.isBlank()) desk.rows(statement, Tuple.tuple());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> protectedTiers(UUID member) {
        return desk
                .rows(
                        "select protected_code, protected_until from tier_standing"
                                + " where member_id = $1 and protected_code is not null",
                        Tuple.of(member))
                .stream()
                .map(row -> row.getString(0) + " until " + row.getLocalDate(1))
                .toList();
    }

    @Test
    void undoneMergeLeavesTierAndProtectionWithWhomTheyAre() {
        UUID survivor = member();
        UUID old = member();
        desk.buy(survivor, 60_000, clock.instant());
        grant(old, "black-diamond", TODAY.plusDays(100));
        LedgerEntry merge = mergeAsBefore(old, survivor);
        assertThat(desk.code(survivor)).isEqualTo("black-diamond");
        migrate();
        assertThat(desk.code(survivor)).isEqualTo("black-diamond");

        desk.part(merge);

        assertThat(desk.code(survivor)).isEqualTo("silver");
        assertThat(protectedTiers(survivor)).isEmpty();
        assertThat(desk.code(old)).isEqualTo("black-diamond");
        assertThat(protectedTiers(old)).containsExactly("black-diamond until " + TODAY.plusDays(100));
        clock.moveTo(TierDesk.noon(TODAY.plusDays(101)));
        desk.buy(survivor, 100, clock.instant());
        desk.buy(old, 100, clock.instant());
        assertThat(desk.code(old)).isEqualTo("member");
        assertThat(desk.code(survivor)).isEqualTo("silver");
    }

    @Test
    void broughtProtectionEndsOnceWhileStillMerged() {
        UUID survivor = member();
        UUID old = member();
        grant(old, "gold", TODAY.plusDays(100));
        LedgerEntry merge = mergeAsBefore(old, survivor);
        migrate();
        clock.moveTo(TierDesk.noon(TODAY.plusDays(101)));
        desk.buy(survivor, 100, clock.instant());
        assertThat(desk.history(survivor)).containsExactly("MERGE member>gold", "PROTECTION_ENDED gold>member");
        desk.part(merge);
        assertThat(desk.code(survivor)).isEqualTo("member");
        assertThat(desk.code(old)).isEqualTo("member");
    }

    @Test
    void ownGrantOfBeforeAndOfSinceStaysTheSurvivors() {
        UUID before = member();
        UUID since = member();
        grant(before, "silver", TODAY.plusDays(200));
        LedgerEntry one = mergeAsBefore(member(), before);
        LedgerEntry two = mergeAsBefore(member(), since);
        clock.moveTo(TierDesk.noon(TODAY.plusDays(1)));
        grant(since, "gold", TODAY.plusDays(200));
        desk.rows("update tier_standing set joint = null where member_id = $1", Tuple.of(since));
        migrate();
        desk.part(one);
        desk.part(two);
        assertThat(desk.code(before)).isEqualTo("silver");
        assertThat(protectedTiers(before)).containsExactly("silver until " + TODAY.plusDays(200));
        assertThat(desk.code(since)).isEqualTo("gold");
        assertThat(protectedTiers(since)).containsExactly("gold until " + TODAY.plusDays(200));
    }

    @Test
    void severalMergesComeApartInTheOrderInWhichTheyWereMade() {
        UUID survivor = member();
        UUID first = member();
        UUID second = member();
        desk.buy(first, 250_000, clock.instant());
        desk.buy(second, 600_000, clock.instant());
        LedgerEntry one = mergeAsBefore(first, survivor);
        clock.moveTo(TierDesk.noon(TODAY.plusDays(1)));
        LedgerEntry two = mergeAsBefore(second, survivor);
        migrate();
        desk.part(one);
        assertThat(desk.code(survivor)).isEqualTo("black-diamond");
        desk.part(two);
        assertThat(desk.code(survivor)).isEqualTo("member");
        assertThat(desk.code(first)).isEqualTo("gold");
        assertThat(desk.code(second)).isEqualTo("black-diamond");
    }
}
