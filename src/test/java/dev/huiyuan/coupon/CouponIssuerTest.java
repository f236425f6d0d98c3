package dev.huiyuan.coupon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.Parallel;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class CouponIssuerTest {
    @Inject
    CouponApi coupons;

    @Inject
    NewMembers members;

    private static CouponIssue issue(UUID member, String code, String ref) {
        return new CouponIssue(member, code, CouponSource.CAMPAIGN, ref);
    }

    @Test
    void manyMembersGetTheirCouponsInOneCall() {
        List<CouponIssue> issues = members.many(100).stream()
                .map(member -> issue(member, "BIRTHDAY-MEAL", "birthday:2026"))
                .toList();
        List<IssuedCoupon> issued = coupons.issue(issues);
        assertThat(issued).hasSize(100);
        assertThat(issued.stream().map(IssuedCoupon::memberId))
                .containsExactlyElementsOf(
                        issues.stream().map(CouponIssue::memberId).toList());
        assertThat(coupons.count(
                        "select count(*) from coupon_event where type = 'ISSUED' and coupon_id = any($1)",
                        (Object) issued.stream().map(IssuedCoupon::id).toArray(UUID[]::new)))
                .isEqualTo(100);
    }

    @Test
    void repeatedReferenceIssuesNothingNew() {
        UUID member = members.active().id();
        List<IssuedCoupon> first = coupons.issue(List.of(issue(member, "DRINK", "ref")));
        assertThat(coupons.issue(List.of(issue(member, "DRINK", "ref")))).isEqualTo(first);
        assertThat(coupons.issue(List.of(issue(member, "DRINK", "other")))).isNotEqualTo(first);
    }

    @Test
    void referenceThatIsIssuedTwiceAtOnceIssuesOnce() {
        for (UUID member : members.many(10)) {
            List<List<IssuedCoupon>> all =
                    Parallel.run(8, i -> coupons.issue(List.of(issue(member, "WELCOME-20", "race"))));
            assertThat(all.stream().distinct()).hasSize(1);
            assertThat(all.getFirst()).hasSize(1);
            assertThat(coupons.count("select count(*) from coupon where member_id = $1", member))
                    .isEqualTo(1);
        }
    }

    @Test
    void limitHoldsAcrossReferences() {
        UUID member = members.active().id();
        List<List<IssuedCoupon>> all =
                Parallel.run(8, i -> coupons.issue(List.of(issue(member, "WELCOME-20", "ref-" + i))));
        assertThat(all.stream().mapToInt(List::size).sum()).isEqualTo(1);
    }

    @Test
    void stockIsTakenInOrderAndTheRestIsLeftOut() {
        JsonObject values = CouponApi.values().put("stock", 3);
        coupons.create(values).then().statusCode(201);
        List<UUID> diners = members.many(5);
        List<IssuedCoupon> issued = coupons.issue(diners.stream()
                .map(member -> issue(member, values.getString("code"), "campaign"))
                .toList());
        assertThat(issued.stream().map(IssuedCoupon::memberId)).containsExactlyElementsOf(diners.subList(0, 3));
    }

    @Test
    void unknownTemplateIsAProblem() {
        assertThatThrownBy(() -> coupons.issue(List.of(issue(UUID.randomUUID(), "NO-SUCH", "ref"))))
                .isInstanceOf(ProblemException.class)
                .hasMessage("template-not-found");
    }

    @Test
    void requiredCouponThatIsSoldOutIsAProblem() {
        JsonObject values = CouponApi.values().put("stock", 0);
        coupons.create(values).then().statusCode(201);
        assertThatThrownBy(() -> coupons.issue(members.active().id(), values.getString("code")))
                .hasMessage("coupon-sold-out");
    }
}
