package dev.huiyuan.points;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class LedgerConcurrencyTest {
    @Inject
    Till till;

    @Inject
    NewMembers members;

    @Inject
    Transactions transactions;

    @Inject
    PointsLedger ledger;

    @Test
    void thirtyParallelAccrualsOfTenGiveThreeHundred() throws Exception {
        UUID member = members.active().id();

        List<Response> answers = inParallel(30, i -> till.accrue(till.order(member, 1000)));

        assertThat(answers).allMatch(answer -> answer.statusCode() == 201);
        assertThat(till.available(member)).isEqualTo(300);
        till.requireBalanced(member);
    }

    @Test
    void twentyParallelRedemptionsOfEverythingSucceedOnce() throws Exception {
        UUID member = members.active().id();
        till.earn(member, 100);
        UUID presence = till.presence(member);
        Map<String, @Nullable Object> bill = till.bill(member, presence, "B-" + Till.key(), 100);

        List<Response> answers = inParallel(20, i -> till.redeem(bill));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
                .hasSize(19)
                .allMatch(answer -> answer.path("code").equals("points-insufficient"));
        assertThat(till.available(member)).isZero();
        till.requireBalanced(member);
    }

    @Test
    void oneRequestTwentyTimesHasOneEffectAndTwentyEqualAnswers() throws Exception {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = till.order(member, 5800);
        String key = Till.key();
        String clerk = till.clerk();

        List<Response> answers =
                inParallel(20, i -> till.as(clerk, key).body(order).post("/v1/points/accruals"));

        assertThat(answers).allMatch(answer -> answer.statusCode() == 201);
        assertThat(answers.stream().map(Response::asString).distinct()).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.header("Idempotency-Replayed") == null))
                .hasSize(1);
        assertThat(till.available(member)).isEqualTo(58);
    }

    @Test
    void oneOrderUnderTwentyKeysIsCreditedOnce() throws Exception {
        Map<String, @Nullable Object> order = till.order(members.active().id(), 5800);

        List<Response> answers = inParallel(20, i -> till.accrue(order));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 200))
                .hasSize(19);
        assertThat(answers.stream()
                        .map(answer -> answer.<String>path("entryId"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void oneOrderClaimedForManyMembersCreditsOne() throws Exception {
        Map<String, @Nullable Object> order = till.order(members.active().id(), 5800);
        List<Map<String, @Nullable Object>> orders = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Map<String, @Nullable Object> other = new java.util.HashMap<>(order);
            other.put("memberId", members.active().id());
            orders.add(other);
        }

        List<Response> answers = inParallel(12, i -> till.accrue(orders.get(i)));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
                .hasSize(11);
    }

    @Test
    void busyAccountIsWaitedForWhileOthersGoOn() throws Exception {
        UUID member = members.active().id();
        till.earn(member, 10);
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> holder = threads.submit(() -> Till.await(() -> transactions.run(connection -> connection
                    .preparedQuery("select 1 from points_account where member_id = $1 for update")
                    .execute(Tuple.of(member))
                    .invoke(locked::countDown)
                    .chain(() -> Uni.createFrom()
                            .item(() -> awaitLatch(release))
                            .runSubscriptionOn(
                                    io.smallrye.mutiny.infrastructure.Infrastructure.getDefaultExecutor())))));
            locked.await();
            List<Future<Response>> waiting = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                waiting.add(threads.submit(() -> till.accrue(till.order(member, 1000))));
            }
            for (int i = 0; i < 8; i++) till.earn(members.active().id(), 1);
            assertThat(waiting).noneMatch(Future::isDone);
            release.countDown();
            for (Future<Response> answer : waiting)
                assertThat(answer.get().statusCode()).isEqualTo(201);
            holder.get();
        }
        assertThat(till.available(member)).isEqualTo(60);
        till.requireBalanced(member);
    }

    @Test
    void spendingWithinTransactionsOfOthersNeverOverdraws() throws Exception {
        UUID member = members.active().id();
        till.earn(member, 100);

        List<Boolean> spent = inParallel(20, i -> {
            SpendPoints spend = new SpendPoints(member, 30, "COUPON", null, "test", Till.key());
            try {
                Till.await(() -> transactions.run(connection -> ledger.spendWithin(connection, spend)));
                return true;
            } catch (RuntimeException refused) {
                assertThat(refused).hasMessage("points-insufficient");
                return false;
            }
        });

        assertThat(spent.stream().filter(done -> done)).hasSize(3);
        assertThat(till.available(member)).isEqualTo(10);
        till.requireBalanced(member);
    }

    private static boolean awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> List<T> inParallel(int times, IntFunction<T> call) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                int number = i;
                running.add(threads.submit(() -> {
                    start.await();
                    return call.apply(number);
                }));
            }
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> result : running) results.add(result.get());
            return results;
        }
    }
}
