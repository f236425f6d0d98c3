package dev.huiyuan.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.huiyuan.testing.Api;
import dev.huiyuan.testing.Cluster;
import dev.huiyuan.testing.Cluster.Diner;
import dev.huiyuan.testing.ClusterTest;
import dev.huiyuan.testing.Parallel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Two instances of the packaged application on one database, asked for the same things at once. */
@ClusterTest
class InstancesIT {
    private static final AtomicInteger TEMPLATES = new AtomicInteger();

    private final Cluster cluster;

    InstancesIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void parallelAccrualsAllCount() {
        Diner diner = cluster.register();
        List<Callable<Api.Reply>> calls = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String body = accrual(diner, "parallel-" + diner.id() + "-" + i, 1_000);
            Api api = cluster.api(i);
            calls.add(() -> api.post("/v1/points/accruals", cluster.admin(), key(), body));
        }
        Parallel.limited(30, calls).forEach(reply -> reply.expect(201));
        assertThat(available(diner)).isEqualTo(300);
        cluster.assertBooksBalance();
    }

    @Test
    void pointsAreSpentOnceHoweverManyTry() {
        Diner diner = cluster.register();
        first().post("/v1/points/accruals", cluster.admin(), key(), accrual(diner, "spend-" + diner.id(), 30_000))
                .expect(201);
        String body =
                "{\"memberId\":\"%s\",\"presenceId\":\"%s\",\"storeId\":\"%s\",\"orderRef\":\"bill-1\",\"points\":300,\"reason\":\"BILL\"}"
                        .formatted(diner.id(), cluster.presence(diner), Cluster.STORE);
        List<Callable<Api.Reply>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Api api = cluster.api(i);
            calls.add(() -> api.post("/v1/points/redemptions", cluster.admin(), key(), body));
        }
        List<Api.Reply> replies = Parallel.limited(20, calls);
        assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(1);
        assertThat(replies.stream().filter(reply -> reply.status() != 201)).allSatisfy(reply -> {
            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.text("code")).isEqualTo("points-insufficient");
        });
        assertThat(available(diner)).isZero();
        cluster.assertBooksBalance();
    }

    @Test
    void aTemplateIsClaimedAsOftenAsThereIsStock() {
        String code = "FLASH-" + TEMPLATES.incrementAndGet();
        String template = first().post("/v1/admin/coupon-templates", cluster.admin(), key(), """
                        {"code":"%s","name":"限量券","description":"限量","kind":"AMOUNT","amountOffFen":1000,
                         "validDays":30,"claimable":true,"stock":10,"limitPerMember":1,"state":"ACTIVE"}
                        """.formatted(code))
                .expect(201)
                .text("id");
        List<Diner> diners = cluster.register(64);
        List<Callable<Api.Reply>> calls = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            Diner diner = diners.get(i);
            Api api = cluster.api(i);
            calls.add(() -> api.post("/v1/coupon-templates/" + template + "/claims", diner.token(), key(), "{}"));
        }
        List<Api.Reply> replies = Parallel.limited(64, calls);
        assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(10);
        assertThat(replies.stream().filter(reply -> reply.status() != 201))
                .allSatisfy(reply -> assertThat(reply.text("code")).isEqualTo("coupon-sold-out"));
        long holders = diners.stream()
                .filter(diner -> first().get("/v1/me/coupons?limit=100", diner.token())
                        .expect(200)
                        .body()
                        .contains(code))
                .count();
        assertThat(holders).isEqualTo(10);
    }

    @Test
    void aRepeatedRequestHasOneEffectAndOneAnswer() {
        Diner diner = cluster.register();
        String body = accrual(diner, "repeated-" + diner.id(), 5_800);
        String key = key();
        List<Callable<Api.Reply>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Api api = cluster.api(i);
            calls.add(() -> api.post("/v1/points/accruals", cluster.admin(), key, body));
        }
        List<Api.Reply> replies = Parallel.limited(20, calls);
        Set<String> bodies = new TreeSet<>();
        replies.forEach(reply -> bodies.add(reply.expect(201).body()));
        assertThat(bodies).hasSize(1);
        assertThat(replies.stream().filter(reply -> !reply.replayed())).hasSize(1);
        assertThat(available(diner)).isEqualTo(58);
        first().post("/v1/points/accruals", cluster.admin(), key, accrual(diner, "repeated-" + diner.id(), 5_900))
                .expect(422);
        assertThat(available(diner)).isEqualTo(58);
    }

    @Test
    void whatOneInstanceWritesTheOtherShowsSoon() {
        Diner diner = cluster.register();
        assertThat(cardPoints(cluster.api(1), diner)).isZero();
        first().post("/v1/points/accruals", cluster.admin(), key(), accrual(diner, "seen-" + diner.id(), 5_800))
                .expect(201);
        assertThat(cardPoints(cluster.api(0), diner)).isEqualTo(58);
        await().atMost(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> cardPoints(cluster.api(1), diner) == 58);
    }

    private static String accrual(Diner diner, String orderRef, long amountFen) {
        return """
                {"memberId":"%s","storeId":"%s","orderRef":"%s","channel":"STORE","amountFen":%d,"occurredAt":"%s"}
                """.formatted(diner.id(), Cluster.STORE, orderRef, amountFen, Instant.now());
    }

    private long available(Diner diner) {
        return first().get("/v1/me/points", diner.token())
                .expect(200)
                .json()
                .at("/balance/available")
                .asLong(-1);
    }

    private long cardPoints(Api api, Diner diner) {
        return api.get("/v1/members/" + diner.id(), cluster.admin())
                .expect(200)
                .json()
                .at("/points/available")
                .asLong(-1);
    }

    private Api first() {
        return cluster.api(0);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
