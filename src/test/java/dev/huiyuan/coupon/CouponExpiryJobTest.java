package dev.huiyuan.coupon;

import static dev.huiyuan.member.NewMembers.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.job.JobResult;
import dev.huiyuan.shared.job.JobRunner;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class CouponExpiryJobTest {
    private static final String IN_STATE = "select count(*) from coupon where member_id = any($1) and state = $2";

    @Inject
    CouponApi coupons;

    @Inject
    NewMembers members;

    @Inject
    JobRunner jobs;

    @Inject
    MovableClock clock;

    private JobResult sweep() {
        return await(jobs.run("coupon-expiry"));
    }

    @Test
    void sweepMarksWhatIsPastItsEndAndNothingElse() {
        List<UUID> diners = members.many(3);
        Object ids = diners.toArray(UUID[]::new);
        diners.forEach(member -> coupons.issue(member, "BIRTHDAY-MEAL"));
        diners.forEach(member -> coupons.issue(member, "WELCOME-20"));
        sweep();
        assertThat(coupons.count(IN_STATE, ids, "ISSUED")).isEqualTo(6);
        clock.advance(Duration.ofDays(31));
        sweep();
        assertThat(coupons.count(IN_STATE, ids, "EXPIRED")).isEqualTo(3);
        assertThat(coupons.count(IN_STATE, ids, "ISSUED")).isEqualTo(3);
    }

    @Test
    void countsOfPastDaysGo() {
        UUID staff = UUID.randomUUID();
        coupons.change(
                "insert into coupon_staff_day values ($1, date '2026-01-02', 3), ($1, date '2199-01-02', 3)", staff);
        coupons.change(
                "insert into coupon_day_limit values ($1, $1, date '2026-01-02', 1, $1), ($1, $1, date '2199-01-02', 1, $1)",
                staff);
        sweep();
        assertThat(coupons.count("select count(*) from coupon_staff_day where staff_id = $1", staff))
                .isEqualTo(1);
        assertThat(coupons.count("select count(*) from coupon_day_limit where member_id = $1", staff))
                .isEqualTo(1);
    }

    @Test
    void secondSweepChangesNothing() {
        coupons.issue(members.active().id(), "BIRTHDAY-MEAL");
        clock.advance(Duration.ofDays(31));
        assertThat(sweep().counts().getOrDefault("expired", 0L)).isPositive();
        assertThat(sweep().counts().getOrDefault("expired", 0L)).isZero();
    }
}
