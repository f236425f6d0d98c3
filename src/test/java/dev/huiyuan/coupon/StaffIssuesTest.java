package dev.huiyuan.coupon;

import static dev.huiyuan.member.NewMembers.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.identity.Presences;
import dev.huiyuan.member.MemberCards;
import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.problem.ProblemContext;
import dev.huiyuan.testing.HuiyuanTest;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many coupons staff issue by themselves is the brand's to say, also none. */
@HuiyuanTest
class StaffIssuesTest {
    @Inject
    CouponApi coupons;

    @Inject
    NewMembers members;

    @Inject
    CouponConfig config;

    @Inject
    TemplateQueries templates;

    @Inject
    IssueLedger ledger;

    @Inject
    MemberDirectory directory;

    @Inject
    MemberCards cards;

    @Inject
    Idempotency idempotency;

    @Inject
    Presences presences;

    @Inject
    ProgrammeService programme;

    @Inject
    Clock clock;

    /** As it is with so many coupons a day. */
    private StaffIssues staffIssues(int couponsPerDay) {
        CouponConfig changed = (CouponConfig) Proxy.newProxyInstance(
                CouponConfig.class.getClassLoader(), new Class<?>[] {CouponConfig.class}, (proxy, method, values) -> {
                    if (method.getName().equals("staffCouponsPerDay")) return couponsPerDay;
                    try {
                        return method.invoke(config, values);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
        return new StaffIssues(templates, ledger, directory, cards, idempotency, presences, programme, changed, clock);
    }

    private static Caller staff(String role) {
        return new Caller(Caller.Kind.STAFF, UUID.randomUUID(), role, Set.of(CouponApi.STORE), true, null);
    }

    private Answer issue(StaffIssues issues, Caller staff, UUID member) {
        StaffIssueRequest wish = new StaffIssueRequest("DRINK", "LONG_WAIT", true, null, null);
        IdempotencyRequest key = new IdempotencyRequest(
                staff.actor() + "|test",
                UUID.randomUUID().toString(),
                new byte[32],
                new ProblemContext(Locale.ENGLISH, "trace"));
        return await(issues.issue(staff, member, wish, key));
    }

    private long held(UUID member) {
        return coupons.count("select count(*) from coupon where member_id = $1", member);
    }

    private long counted(Caller staff) {
        return coupons.count(
                "select coalesce(sum(issued), 0)::bigint from coupon_staff_day where staff_id = $1", staff.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {Role.MANAGER, Role.REGIONAL, Role.SERVICE, Role.MARKETING, Role.ADMIN})
    void whereNoneAreIssuedNobodyIssuesAny(String role) {
        UUID member = members.active().id();
        Caller staff = staff(role);
        for (int i = 0; i < 2; i++) {
            Answer answer = issue(staffIssues(0), staff, member);
            assertThat(answer.status()).isEqualTo(409);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("staff-coupon-limit-reached");
        }
        assertThat(held(member)).isZero();
        assertThat(counted(staff)).isZero();
    }

    @Test
    void noneMeansNoneAlsoForWhoHasIssuedToday() {
        UUID member = members.active().id();
        Caller staff = staff(Role.MANAGER);
        assertThat(issue(staffIssues(1), staff, member).status()).isEqualTo(201);
        assertThat(issue(staffIssues(0), staff, member).status()).isEqualTo(409);
        assertThat(issue(staffIssues(1), staff, member).status()).isEqualTo(409);
        assertThat(issue(staffIssues(2), staff, member).status()).isEqualTo(201);
        assertThat(held(member)).isEqualTo(2);
        assertThat(counted(staff)).isEqualTo(2);
    }
}
