package dev.huiyuan.tier;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.job.JobRequest;
import dev.huiyuan.shared.job.JobRunner;
import dev.huiyuan.testing.Await;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import dev.huiyuan.testing.Parallel;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class TierGrantTest {
    private static final LocalDate TODAY = LocalDate.parse("2027-05-10");

    @Inject
    TierDesk desk;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    MovableClock clock;

    @Inject
    JobRunner jobs;

    @BeforeEach
    void moveClock() {
        clock.moveTo(TierDesk.noon(TODAY));
    }

    private Response grant(String role, UUID member, String tier, LocalDate until) {
        return desk.post(
                tokens.staffOfAllStores(role),
                "/v1/members/" + member + "/tier-grants",
                Map.of("tier", tier, "kind", "BOUGHT", "until", until.toString(), "reason", "ANNUAL_CARD"));
    }

    private Response revoke(UUID member, String grant) {
        return desk.post(
                tokens.staffOfAllStores(Role.ADMIN),
                "/v1/members/" + member + "/tier-grants/" + grant + "/revocations",
                Map.of("reason", "GRANTED_IN_ERROR"));
    }

    @Test
    void grantedTierIsOnTheCardAtOnceAndGoesWhenItIsRevoked() {
        UUID member = members.active().id();
        assertThat(desk.code(member)).isEqualTo("member");
        String grant = grant(Role.MANAGER, member, "gold", TODAY.plusYears(1))
                .then()
                .statusCode(201)
                .body("from", equalTo("member"))
                .body("to", equalTo("gold"))
                .body("reason", equalTo("GRANT"))
                .body("reasonCode", equalTo("ANNUAL_CARD"))
                .body("until", equalTo(TODAY.plusYears(1).toString()))
                .extract()
                .path("id");
        assertThat(desk.codeOnCard(member)).isEqualTo("gold");
        desk.tier(member)
                .body("protection.kind", equalTo("BOUGHT"))
                .body("protection.grantId", equalTo(grant))
                .body("keep", nullValue());
        grant(Role.ADMIN, member, "silver", TODAY.plusDays(1))
                .then()
                .statusCode(409)
                .body("code", equalTo("tier-protected"));

        revoke(member, grant).then().statusCode(201).body("to", equalTo("member"));

        assertThat(desk.codeOnCard(member)).isEqualTo("member");
        revoke(member, grant).then().statusCode(409).body("code", equalTo("tier-grant-over"));
        revoke(member, UUID.randomUUID().toString())
                .then()
                .statusCode(404)
                .body("code", equalTo("tier-grant-not-found"));
        assertThat(desk.history(member)).containsExactly("GRANT member>gold", "REVOKED gold>member");
    }

    @Test
    void whatIsNoTierOrNoTimeOrNobodyIsRefused() {
        UUID member = members.active().id();
        grant(Role.ADMIN, member, "emerald", TODAY).then().statusCode(422).body("code", equalTo("tier-unknown"));
        grant(Role.ADMIN, member, "gold", TODAY.minusDays(1))
                .then()
                .statusCode(422)
                .body("code", equalTo("tier-protection-out-of-range"))
                .body("errors[0].pointer", equalTo("/until"));
        grant(Role.ADMIN, member, "gold", TODAY.plusYears(11)).then().statusCode(422);
        grant(Role.ADMIN, UUID.randomUUID(), "gold", TODAY).then().statusCode(404);
        grant(Role.CLERK, member, "gold", TODAY).then().statusCode(403);
        assertThat(desk.history(member)).isEmpty();
        UUID survivor = members.active().id();
        desk.merge(member, survivor);
        grant(Role.ADMIN, member, "gold", TODAY).then().statusCode(409).body("code", equalTo("account-merged"));
    }

    @Test
    void revokedGrantDoesNotComeBackWhenAMergeIsUndone() {
        UUID old = members.active().id();
        UUID survivor = members.active().id();
        String grant = grant(Role.ADMIN, old, "gold", TODAY.plusYears(3))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        var merge = desk.merge(old, survivor);
        assertThat(desk.code(survivor)).isEqualTo("gold");
        revoke(survivor, grant).then().statusCode(201).body("to", equalTo("member"));
        desk.part(merge);
        assertThat(desk.code(old)).isEqualTo("member");
        assertThat(desk.code(survivor)).isEqualTo("member");
        assertThat(desk.history(old)).containsExactly("GRANT member>gold", "UNMERGE gold>member");
    }

    private String granted(UUID member, String tier, LocalDate until) {
        return grant(Role.ADMIN, member, tier, until)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @Test
    void survivorHasItsOwnProtectionBesideTheBroughtOneAndAloneAfterTheUndo() {
        UUID old = members.active().id();
        UUID survivor = members.active().id();
        String own = granted(survivor, "silver", TODAY.plusYears(2));
        String brought = granted(old, "gold", TODAY.plusDays(20));
        var merge = desk.merge(old, survivor);
        desk.tier(survivor).body("tier", equalTo("gold")).body("protection.grantId", equalTo(brought));
        grant(Role.ADMIN, survivor, "gold", TODAY.plusDays(9))
                .then()
                .statusCode(409)
                .body("code", equalTo("tier-protected"));

        clock.moveTo(TierDesk.noon(TODAY.plusDays(10)));
        desk.part(merge);
        desk.tier(survivor).body("tier", equalTo("silver")).body("protection.grantId", equalTo(own));
        desk.tier(old).body("tier", equalTo("gold")).body("protection.grantId", equalTo(brought));

        desk.merge(old, survivor);
        clock.moveTo(TierDesk.noon(TODAY.plusDays(21)));
        run(TODAY.plusDays(21));
        desk.tier(survivor).body("tier", equalTo("silver")).body("protection.grantId", equalTo(own));
        assertThat(desk.codeOnCard(survivor)).isEqualTo("silver");
        assertThat(desk.history(survivor))
                .containsExactly(
                        "GRANT member>silver",
                        "MERGE silver>gold",
                        "UNMERGE gold>silver",
                        "MERGE silver>gold",
                        "PROTECTION_ENDED gold>silver");
    }

    @Test
    void grantsOfEitherAccountAreRevokedWhileMerged() {
        UUID old = members.active().id();
        UUID survivor = members.active().id();
        String own = granted(survivor, "gold", TODAY.plusYears(2));
        String brought = granted(old, "silver", TODAY.plusYears(3));
        var merge = desk.merge(old, survivor);
        revoke(old, brought).then().statusCode(409).body("code", equalTo("account-merged"));
        revoke(survivor, own).then().statusCode(201).body("to", equalTo("silver"));
        desk.tier(survivor).body("protection.grantId", equalTo(brought));
        String later = granted(survivor, "black-diamond", TODAY.plusDays(30));
        revoke(survivor, brought).then().statusCode(201).body("to", equalTo("black-diamond"));
        revoke(survivor, brought).then().statusCode(409).body("code", equalTo("tier-grant-over"));
        desk.part(merge);
        desk.tier(survivor).body("tier", equalTo("black-diamond")).body("protection.grantId", equalTo(later));
        desk.tier(old).body("tier", equalTo("member")).body("protection", nullValue());
        clock.moveTo(TierDesk.noon(TODAY.plusDays(31)));
        assertThat(desk.code(survivor)).isEqualTo("member");
    }

    @Test
    void oneOfManyGrantsAtOnceHolds() {
        UUID member = members.active().id();
        List<Integer> answers = Parallel.run(
                6, i -> grant(Role.ADMIN, member, "gold", TODAY.plusDays(9)).statusCode());
        assertThat(answers.stream().filter(status -> status == 201)).hasSize(1);
        assertThat(answers.stream().filter(status -> status == 409)).hasSize(5);
    }

    @Test
    void protectionThatIsOverGoesWithTheDailyJobAndOnce() {
        UUID member = members.active().id();
        grant(Role.ADMIN, member, "gold", TODAY).then().statusCode(201);
        run(TODAY);
        assertThat(desk.code(member)).isEqualTo("gold");
        run(TODAY.plusDays(1));
        run(TODAY.plusDays(1));
        assertThat(desk.codeOnCard(member)).isEqualTo("member");
        assertThat(desk.history(member)).containsExactly("GRANT member>gold", "PROTECTION_ENDED gold>member");
    }

    private void run(LocalDate date) {
        Await.result(() -> jobs.run(new JobRequest("tier-grace", date, null)));
    }

    @Test
    void historyIsPagedForTheMemberAndForStaff() {
        UUID member = members.active().id();
        desk.buy(member, 50_000, clock.instant());
        desk.buy(member, 150_000, clock.instant());
        String cursor = history(tokens.member(member), "/v1/me/tier/history", null)
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("items[0].to", equalTo("gold"))
                .extract()
                .path("nextCursor");
        history(tokens.member(member), "/v1/me/tier/history", cursor)
                .then()
                .statusCode(200)
                .body("items[0].to", equalTo("silver"))
                .body("nextCursor", nullValue());
        String path = "/v1/members/" + member + "/tier-history";
        history(tokens.staffOfAllStores(Role.CLERK), path, null).then().statusCode(200);
        history(tokens.member(member), path, null).then().statusCode(403);
        history(tokens.staffOfAllStores(Role.CLERK), path, "nonsense").then().statusCode(400);
        String unknown = "/v1/members/" + UUID.randomUUID() + "/tier";
        history(tokens.staffOfAllStores(Role.CLERK), unknown, null)
                .then()
                .statusCode(404)
                .body("code", equalTo("member-not-found"));
        history(tokens.staffOfAllStores(Role.POS), "/v1/members/" + member + "/tier", null)
                .then()
                .statusCode(200)
                .body("tier", equalTo("gold"));
    }

    private static Response history(String token, String path, @Nullable String cursor) {
        var request = given().auth().oauth2(token).queryParam("limit", 1);
        return (cursor == null ? request : request.queryParam("cursor", cursor)).get(path);
    }
}
