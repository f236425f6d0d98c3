package dev.huiyuan.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.shared.problem.ProblemCode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IssueRulesTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-11-21T04:00:00Z");
    private static final CouponTerms TERMS =
            Terms.of(CouponKind.AMOUNT, 1_000L, null, null, null, null, Set.of(), Set.of());
    private static final CouponValidity THIRTY_DAYS = new CouponValidity(30, null, null);

    @Test
    void giftAheadOfItsDayCountsFromItAndCoversTheDayThatItIsFor() {
        LocalDate granted = LocalDate.of(2026, 12, 16);
        LocalDate birthday = LocalDate.of(2026, 12, 23);
        GiftDays days = new GiftDays(granted, birthday);
        assertThat(end(THIRTY_DAYS, days)).as("30 days from the grant").isEqualTo("2027-01-15T16:00:00Z");
        CouponValidity threeDays = new CouponValidity(3, null, null);
        assertThat(end(threeDays, days)).as("the end of the birthday").isEqualTo("2026-12-23T16:00:00Z");
        assertThat(end(threeDays, new GiftDays(granted.minusYears(1), birthday.minusYears(1))))
                .as("a day that is over: 3 days from now")
                .isEqualTo("2026-11-24T16:00:00Z");
        CouponValidity fixed = new CouponValidity(null, LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 30));
        assertThat(end(fixed, days)).as("the template's own dates").isEqualTo("2026-11-30T16:00:00Z");
    }

    private static String end(CouponValidity validity, GiftDays days) {
        return Objects.requireNonNull(validity.periodFor(NOW, ZONE, days))
                .expiresAt()
                .toString();
    }

    private static CouponTemplate template(@Nullable Long stock, @Nullable Integer limit, TemplateState state) {
        return new CouponTemplate(
                UUID.randomUUID(),
                0,
                "TEST",
                "测试券",
                "",
                TERMS,
                THIRTY_DAYS,
                null,
                true,
                null,
                null,
                stock,
                limit,
                null,
                null,
                null,
                false,
                state);
    }

    private static IssueOrder order(UUID member, CouponTemplate template) {
        return new IssueOrder(
                member, template, CouponSource.CLAIM, UUID.randomUUID().toString(), "test", null);
    }

    private static IssueRules.Plan plan(List<IssueOrder> orders, IssueRules.Facts facts) {
        return IssueRules.plan(orders, facts, NOW, ZONE, UUID::randomUUID);
    }

    @Property
    void neverMoreThanStockAndLimitAreIssuedAndNothingIsRefusedWithoutReason(
            @ForAll @Size(max = 60) List<@IntRange(max = 9) Integer> members,
            @ForAll @IntRange(max = 30) int stock,
            @ForAll @IntRange(min = 1, max = 4) int limit) {
        CouponTemplate template = template((long) stock, limit, TemplateState.ACTIVE);
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) ids.add(new UUID(0, i));
        List<IssueOrder> orders =
                members.stream().map(member -> order(ids.get(member), template)).toList();

        IssueRules.Plan plan =
                plan(orders, new IssueRules.Facts(Map.of(template.id(), (long) stock), Map.of(), Map.of()));

        Map<UUID, Long> perMember = plan.grants().stream()
                .collect(Collectors.groupingBy(grant -> grant.order().memberId(), Collectors.counting()));
        long wanted =
                members.stream()
                        .collect(Collectors.groupingBy(member -> member, Collectors.counting()))
                        .values()
                        .stream()
                        .mapToLong(count -> Math.min(count, limit))
                        .sum();
        assertThat(perMember.values()).allMatch(count -> count <= limit);
        assertThat(plan.grants()).hasSize((int) Math.min(stock, wanted));
        assertThat(plan.refused()).hasSize(orders.size() - plan.grants().size());
        assertThat(plan.grants().stream().map(g -> g.order().memberId() + "/" + g.ordinal()))
                .doesNotHaveDuplicates();
    }

    @Test
    void memberBelowTheLimitGetsTheNextOrdinal() {
        CouponTemplate template = template(null, 2, TemplateState.ACTIVE);
        UUID member = UUID.randomUUID();
        IssueRules.Facts facts =
                new IssueRules.Facts(Map.of(), Map.of(new IssueRules.Holding(template.id(), member), 1), Map.of());
        assertThat(plan(List.of(order(member, template)), facts).grants())
                .singleElement()
                .returns(2, IssueRules.Grant::ordinal);
    }

    @Test
    void memberAtTheLimitIsRefused() {
        CouponTemplate template = template(5L, 1, TemplateState.ACTIVE);
        UUID member = UUID.randomUUID();
        IssueRules.Facts facts = new IssueRules.Facts(
                Map.of(template.id(), 5L), Map.of(new IssueRules.Holding(template.id(), member), 1), Map.of());
        assertThat(plan(List.of(order(member, template)), facts).refused().values())
                .containsExactly(ProblemCode.CLAIM_LIMIT_REACHED);
    }

    @Test
    void exhaustedStockIsSoldOut() {
        CouponTemplate template = template(5L, 1, TemplateState.ACTIVE);
        IssueRules.Facts facts = new IssueRules.Facts(Map.of(template.id(), 0L), Map.of(), Map.of());
        assertThat(plan(List.of(order(UUID.randomUUID(), template)), facts)
                        .refused()
                        .values())
                .containsExactly(ProblemCode.COUPON_SOLD_OUT);
    }

    @Test
    void onlyActiveTemplatesIssue() {
        for (TemplateState state : TemplateState.values()) {
            IssueRules.Plan plan = plan(
                    List.of(order(UUID.randomUUID(), template(null, null, state))),
                    new IssueRules.Facts(Map.of(), Map.of(), Map.of()));
            assertThat(plan.grants()).hasSize(state == TemplateState.ACTIVE ? 1 : 0);
        }
    }

    @Test
    void relativeValidityEndsWithTheLastDayInTheProgrammesZone() {
        CouponValidity.Period period = Objects.requireNonNull(THIRTY_DAYS.periodFor(NOW, ZONE));
        assertThat(period.validFrom()).isEqualTo(NOW);
        assertThat(period.expiresAt()).isEqualTo(Instant.parse("2026-12-21T16:00:00Z"));
        assertThat(CouponDates.lastDay(period.expiresAt(), ZONE)).isEqualTo(LocalDate.of(2026, 12, 21));
    }

    @Test
    void fixedValidityHoldsThroughItsLastDayAndIssuesNothingAfterwards() {
        CouponValidity validity = new CouponValidity(null, LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 21));
        Instant lastMoment = Instant.parse("2026-11-21T15:59:59Z");
        assertThat(Objects.requireNonNull(validity.periodFor(lastMoment, ZONE)).expiresAt())
                .isEqualTo(Instant.parse("2026-11-21T16:00:00Z"));
        assertThat(validity.periodFor(Instant.parse("2026-11-21T16:00:00Z"), ZONE))
                .isNull();
    }

    @Test
    void fixedValidityThatHasNotBegunBeginsOnItsFirstDay() {
        CouponValidity validity = new CouponValidity(null, LocalDate.of(2026, 12, 1), LocalDate.of(2026, 12, 31));
        assertThat(Objects.requireNonNull(validity.periodFor(NOW, ZONE)).validFrom())
                .isEqualTo(Instant.parse("2026-11-30T16:00:00Z"));
    }
}
