package dev.huiyuan.benefit;

import static dev.huiyuan.benefit.Celebrants.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.job.JobRequest;
import dev.huiyuan.shared.job.JobRunner;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class BirthdayJobTest {
    private static final LocalDate LONG_AGO = LocalDate.of(2020, 1, 1);

    private final JobRunner runner;
    private final Celebrants celebrants;
    private final TestTokens tokens;
    private final MovableClock clock;

    BirthdayJobTest(JobRunner runner, Celebrants celebrants, TestTokens tokens, MovableClock clock) {
        this.runner = runner;
        this.celebrants = celebrants;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Test
    void mealIsGrantedWithItsCouponAndShownToTheMember() {
        UUID member = celebrants.join(MonthDay.of(7, 20), LONG_AGO);
        run("2031-07-13");
        assertThat(celebrants.grants(member)).isEqualTo(Map.of(2031, LocalDate.of(2031, 7, 13)));
        assertThat(celebrants.coupons(member, "BIRTHDAY-MEAL")).isEqualTo(1);
        given().auth()
                .oauth2(tokens.member(member))
                .get("/v1/me/benefits")
                .then()
                .statusCode(200)
                .body("grants", hasSize(1))
                .body("grants[0].benefit", equalTo("birthday"))
                .body("grants[0].grantedFor", equalTo("2031-07-20"))
                .body("programme.code", hasItem("member-day"))
                .body("calendar.code", hasItem("mid-autumn"))
                .body("calendar[0].days", hasSize(2));
    }

    @Test
    void benefitsNeedAMember() {
        given().get("/v1/me/benefits").then().statusCode(401);
        given().auth()
                .oauth2(tokens.staffOfAllStores(Role.ADMIN))
                .get("/v1/me/benefits")
                .then()
                .statusCode(403);
    }

    @Test
    void mealIsNotGrantedADayEarly() {
        UUID member = celebrants.join(MonthDay.of(8, 20), LONG_AGO);
        run("2031-08-12");
        assertThat(celebrants.grants(member)).isEmpty();
        run("2031-08-13");
        assertThat(celebrants.grants(member)).hasSize(1);
    }

    @Test
    void runningTwiceChangesNothing() {
        UUID member = celebrants.join(MonthDay.of(9, 20), LONG_AGO);
        run("2031-09-13");
        run("2031-09-13");
        run("2031-09-14");
        assertThat(celebrants.grants(member)).isEqualTo(Map.of(2031, LocalDate.of(2031, 9, 13)));
        assertThat(celebrants.coupons(member, "BIRTHDAY-MEAL")).isEqualTo(1);
    }

    @Test
    void twoRunsAtOnceGrantOnce() {
        List<UUID> members = IntStream.range(0, 40)
                .mapToObj(i -> celebrants.join(MonthDay.of(10, 20), LONG_AGO))
                .toList();
        JobRequest request = new JobRequest(BirthdayJob.NAME, LocalDate.of(2031, 10, 13), null);
        await(Uni.join()
                .all(
                        runner.run(request).onFailure().recoverWithNull(),
                        runner.run(request).onFailure().recoverWithNull())
                .andCollectFailures());
        assertThat(members).allSatisfy(member -> {
            assertThat(celebrants.grants(member)).hasSize(1);
            assertThat(celebrants.coupons(member, "BIRTHDAY-MEAL")).isEqualTo(1);
        });
    }

    @Test
    void moreMembersThanOneChunkAreAllGranted() {
        List<UUID> members = IntStream.range(0, BirthdayJob.CHUNK + 1)
                .mapToObj(i -> celebrants.join(MonthDay.of(11, 20), LONG_AGO))
                .toList();
        assertThat(run("2031-11-13")).isGreaterThanOrEqualTo(members.size());
        assertThat(celebrants.grants(members.getFirst())).hasSize(1);
        assertThat(celebrants.grants(members.getLast())).hasSize(1);
    }

    @Test
    void whoConfirmsLateGetsItThen() {
        UUID member =
                celebrants.join(MonthDay.of(6, 20), LONG_AGO, new Celebrants.Traits("UNCONFIRMED", "member", true));
        run("2031-06-13");
        assertThat(celebrants.grants(member)).isEmpty();
        celebrants.execute("update member set state = 'ACTIVE', confirmed_at = now() where id = $1", member);
        run("2031-06-25");
        assertThat(celebrants.grants(member)).isEqualTo(Map.of(2031, LocalDate.of(2031, 6, 25)));
    }

    @Test
    void whoDoesNotWantOffersOrHasATierWithoutMealGetsNone() {
        UUID noOffers = celebrants.join(MonthDay.of(5, 20), LONG_AGO, new Celebrants.Traits("ACTIVE", "member", false));
        UUID noTemplate = celebrants.join(MonthDay.of(5, 20), LONG_AGO, new Celebrants.Traits("ACTIVE", "other", true));
        run("2031-05-13");
        assertThat(celebrants.grants(noOffers)).isEmpty();
        assertThat(celebrants.grants(noTemplate)).isEmpty();
    }

    @Test
    void changingTheBirthdayEarnsNoSecondGrant() {
        UUID member = celebrants.join(MonthDay.of(3, 20), LONG_AGO);
        run("2031-03-13");
        celebrants.execute("update member set birthday_month = 9, birthday_day = 1 where id = $1", member);
        run("2031-08-26");
        assertThat(celebrants.grants(member)).isEqualTo(Map.of(2031, LocalDate.of(2031, 3, 13)));
        celebrants.execute("update member set birthday_month = 1, birthday_day = 5 where id = $1", member);
        run("2031-12-29");
        assertThat(celebrants.grants(member)).as("291 days later").hasSize(1);
        run("2032-01-07");
        assertThat(celebrants.grants(member)).containsEntry(2032, LocalDate.of(2032, 1, 7));
    }

    @Test
    void todayIsADayOfTheProgrammesZone() {
        UUID member = celebrants.join(MonthDay.of(4, 20), LONG_AGO);
        clock.moveTo(Instant.parse("2031-04-12T15:59:00Z"));
        await(runner.run(BirthdayJob.NAME));
        assertThat(celebrants.grants(member)).isEmpty();
        clock.moveTo(Instant.parse("2031-04-12T16:01:00Z"));
        await(runner.run(BirthdayJob.NAME));
        assertThat(celebrants.grants(member)).isEqualTo(Map.of(2031, LocalDate.of(2031, 4, 13)));
    }

    @Test
    void couponOfARunForADayToComeLastsBeyondTheBirthday() {
        UUID member = celebrants.join(MonthDay.of(2, 20), LONG_AGO);
        run("2031-02-13");
        given().auth()
                .oauth2(tokens.member(member))
                .get("/v1/me/coupons")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].validThrough", equalTo("2031-03-15"));
    }

    private long run(String date) {
        return await(runner.run(new JobRequest(BirthdayJob.NAME, LocalDate.parse(date), null)))
                .counts()
                .getOrDefault("granted", 0L);
    }
}
