package dev.huiyuan.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.idempotency.KeptAnswers;
import dev.huiyuan.shared.problem.ProblemContext;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.Parallel;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Two writers on one database stand for two instances: they share nothing but its rows. */
@HuiyuanTest
class ClaimWriterTest {
    private static final int DINERS = 64;
    private static final int CREATED = 201;

    @Inject
    CouponApi coupons;

    @Inject
    NewMembers members;

    @Inject
    CouponConfig config;

    @Inject
    GroupCommit groups;

    @Inject
    ClaimLedger ledger;

    @Inject
    KeptAnswers kept;

    private ClaimWriter writer() {
        return new ClaimWriter(config, groups, ledger, new SoldOutTemplates(config), kept);
    }

    private static Claim claim(UUID templateId, UUID memberId) {
        IdempotencyRequest request = new IdempotencyRequest(
                "member:" + memberId + "|test", "flash", new byte[32], new ProblemContext(Locale.ENGLISH, "trace"));
        return new Claim(templateId, memberId, request);
    }

    /** The status of a claim's answer. */
    private static int status(ClaimWriter writer, UUID templateId, UUID memberId) {
        return NewMembers.await(writer.claim(claim(templateId, memberId))).status();
    }

    @Test
    void twoWritersIssueExactlyTheStock() {
        UUID template = UUID.fromString(coupons.template(values -> values.put("stock", 10)));
        List<UUID> diners = members.many(DINERS);
        List<ClaimWriter> writers = List.of(writer(), writer());
        List<Integer> statuses = Parallel.run(DINERS, i -> status(writers.get(i % 2), template, diners.get(i)));
        assertThat(statuses).containsOnly(CREATED, 409);
        assertThat(statuses.stream().filter(status -> status == CREATED)).hasSize(10);
        assertThat(coupons.count("select count(distinct member_id) from coupon where template_id = $1", template))
                .isEqualTo(10);
    }

    @Test
    void twoWritersIssueOneCouponForOneClaim() {
        UUID template = UUID.fromString(coupons.template(values -> values.put("limitPerMember", 20)));
        UUID member = members.active().id();
        List<ClaimWriter> writers = List.of(writer(), writer());
        List<Integer> statuses = Parallel.run(20, i -> status(writers.get(i % 2), template, member));
        assertThat(statuses).containsOnly(CREATED);
        assertThat(coupons.count("select count(*) from coupon where template_id = $1", template))
                .isEqualTo(1);
    }
}
