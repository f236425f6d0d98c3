package dev.huiyuan.points.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.member.NewMembers;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.Parallel;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** One order credits one member, whoever comes at the same moment. */
@HuiyuanTest
class ClaimRaceTest {
    @Inject
    Receipts receipts;

    @Inject
    NewMembers members;

    @RepeatedTest(3)
    void sixteenMembersClaimOneOrderAndOneGetsIt() {
        List<UUID> all = members.many(16);
        Map<String, @Nullable Object> order = receipts.reported(5800);

        List<Response> answers = Parallel.run(16, i -> receipts.claim(all.get(i), order));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 202))
                .hasSize(15);
        assertThat(points(all)).isEqualTo(58);
        all.forEach(receipts::requireBalanced);
    }

    @RepeatedTest(5)
    void tillCreditsAnOrderWhileAnotherMemberClaimsIt() {
        List<UUID> both = members.many(2);
        Map<String, @Nullable Object> order = receipts.reported(5800);

        List<Response> answers = Parallel.run(
                8, i -> i % 2 == 0 ? receipts.accrue(both.get(0), order) : receipts.claim(both.get(1), order));

        long tillWon = answers.stream()
                .filter(answer -> answer.statusCode() == 201
                        && answer.path("memberId").equals(both.get(0).toString()))
                .count();
        long claimWon = answers.stream()
                .filter(answer -> answer.statusCode() == 201
                        && answer.path("memberId").equals(both.get(1).toString()))
                .count();
        assertThat(tillWon + claimWon).isOne();
        assertThat(answers).allMatch(answer -> answer.statusCode() < 500);
        assertThat(points(both)).isEqualTo(58);
        both.forEach(receipts::requireBalanced);
    }

    @Test
    void oneMembersParallelClaimsStayWithinTheLimit() {
        UUID member = members.active().id();

        List<Response> answers = Parallel.run(12, i -> receipts.claim(member, receipts.order(100)));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 202))
                .hasSize(5);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 429))
                .hasSize(7);
    }

    @Test
    void staffApproveWhileTheTillCreditsSomebodyElse() {
        List<UUID> both = members.many(2);
        Map<String, @Nullable Object> order = receipts.order(5800);
        receipts.claim(both.get(0), order).then().statusCode(202);
        String approval = receipts.approvalOf(both.get(0));

        List<Response> answers = Parallel.run(
                6,
                i -> i % 2 == 0
                        ? receipts.decide(receipts.manager(), approval, "APPROVE")
                        : receipts.accrue(both.get(1), order));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(answers).allMatch(answer -> answer.statusCode() < 500);
        assertThat(points(both)).isEqualTo(58);
        both.forEach(receipts::requireBalanced);
    }

    @RepeatedTest(3)
    void orderIsCreditedOnceWhetherItsClaimNamesTheBusinessDateOrNot() {
        List<UUID> all = members.many(8);
        Map<String, @Nullable Object> undated = receipts.order(5800);
        Map<String, @Nullable Object> dated = Receipts.with(undated, "businessDate", receipts.today());
        receipts.report(dated).then().statusCode(201);

        List<Response> answers = Parallel.run(8, i -> receipts.claim(all.get(i), i % 2 == 0 ? dated : undated));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(points(all)).isEqualTo(58);
        all.forEach(receipts::requireBalanced);
        // Not by staff either, whatever the till reported.
        all.stream()
                .filter(member -> receipts.available(member) == 0)
                .forEach(member -> receipts.decide(receipts.manager(), receipts.approvalOf(member), "APPROVE")
                        .then()
                        .statusCode(409));
        assertThat(points(all)).isEqualTo(58);
    }

    @RepeatedTest(3)
    void staffApproveClaimsOfAnUnreportedOrderWhileTheTillCreditsIt() {
        List<UUID> all = members.many(3);
        Map<String, @Nullable Object> undated = receipts.order(5800);
        Map<String, @Nullable Object> dated = Receipts.with(undated, "businessDate", receipts.today());
        receipts.claim(all.get(0), undated).then().statusCode(202);
        receipts.claim(all.get(1), dated).then().statusCode(202);
        List<String> approvals = List.of(receipts.approvalOf(all.get(0)), receipts.approvalOf(all.get(1)));

        List<Response> answers = Parallel.run(
                3,
                i -> i == 2
                        ? receipts.accrue(all.get(2), dated)
                        : receipts.decide(receipts.manager(), approvals.get(i), "APPROVE"));

        assertThat(answers).allMatch(answer -> answer.statusCode() == 201 || answer.statusCode() == 409);
        assertThat(points(all)).isEqualTo(58);
        all.forEach(receipts::requireBalanced);
    }

    @Test
    void tillFindsTheOrderThatAClaimWithoutADateCredited() {
        List<UUID> both = members.many(2);
        Map<String, @Nullable Object> undated = receipts.order(5800);
        Map<String, @Nullable Object> dated = Receipts.with(undated, "businessDate", receipts.today());
        receipts.claim(both.get(0), undated).then().statusCode(202);
        receipts.decide(receipts.manager(), receipts.approvalOf(both.get(0)), "APPROVE")
                .then()
                .statusCode(201);

        receipts.accrue(both.get(1), dated).then().statusCode(409);
        receipts.report(dated).then().statusCode(409);
        // The same number on another day is another order.
        receipts.accrue(both.get(1), Receipts.with(undated, "businessDate", receipts.yesterday()))
                .then()
                .statusCode(201);
        receipts.requireBalanced(both.get(0));
    }

    private long points(List<UUID> all) {
        return all.stream()
                .flatMapToLong(member -> LongStream.of(receipts.available(member)))
                .sum();
    }
}
