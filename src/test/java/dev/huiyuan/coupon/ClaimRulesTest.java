package dev.huiyuan.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.problem.ProblemCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClaimRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T04:00:00Z");
    private static final List<Programme.Tier> TIERS = Stream.of("member", "silver", "gold")
            .map(code -> new Programme.Tier(code, code, 0, 0, 100, 0, List.of()))
            .toList();
    private static final MemberFacts ACTIVE = new MemberFacts(UUID.randomUUID(), MemberState.ACTIVE, null, null);

    private static CouponTemplate template(
            boolean claimable, @Nullable Instant from, @Nullable Instant until, @Nullable String minTier) {
        return new CouponTemplate(
                UUID.randomUUID(),
                0,
                "TEST",
                "测试券",
                "",
                Terms.of(CouponKind.AMOUNT, 1L, null, null, null, null, Set.of(), Set.of()),
                new CouponValidity(1, null, null),
                minTier,
                claimable,
                from,
                until,
                null,
                1,
                null,
                null,
                null,
                false,
                TemplateState.ACTIVE);
    }

    private static Optional<ProblemCode> refusal(CouponTemplate template, @Nullable String tier) {
        return ClaimRules.refusal(template, ACTIVE, tier, TIERS, NOW);
    }

    @Test
    void claimIsAcceptedWithinTheWindow() {
        assertThat(refusal(template(true, null, null, null), null)).isEmpty();
        assertThat(refusal(template(true, NOW, NOW.plusSeconds(1), null), null)).isEmpty();
    }

    @Test
    void claimIsRefusedOutsideTheWindowOrWhereNobodyClaims() {
        assertThat(refusal(template(true, NOW.plusSeconds(1), null, null), null))
                .contains(ProblemCode.COUPON_NOT_CLAIMABLE);
        assertThat(refusal(template(true, null, NOW, null), null)).contains(ProblemCode.COUPON_NOT_CLAIMABLE);
        assertThat(refusal(template(false, null, null, null), null)).contains(ProblemCode.COUPON_NOT_CLAIMABLE);
    }

    @Test
    void claimNeedsTheTierOrAHigherOne() {
        CouponTemplate silver = template(true, null, null, "silver");
        assertThat(refusal(silver, "silver")).isEmpty();
        assertThat(refusal(silver, "gold")).isEmpty();
        assertThat(refusal(silver, "member")).contains(ProblemCode.TIER_TOO_LOW);
        assertThat(refusal(silver, null)).contains(ProblemCode.TIER_TOO_LOW);
        assertThat(refusal(template(true, null, null, "abolished"), "gold")).contains(ProblemCode.TIER_TOO_LOW);
    }

    @Test
    void closedAndUnknownMembersClaimNothing() {
        CouponTemplate template = template(true, null, null, null);
        MemberFacts closed = new MemberFacts(UUID.randomUUID(), MemberState.CLOSED, null, null);
        assertThat(ClaimRules.refusal(template, closed, null, TIERS, NOW)).contains(ProblemCode.MEMBER_CLOSED);
        assertThat(ClaimRules.refusal(template, null, null, TIERS, NOW)).contains(ProblemCode.MEMBER_NOT_FOUND);
    }
}
