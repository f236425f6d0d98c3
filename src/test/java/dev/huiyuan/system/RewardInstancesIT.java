package dev.huiyuan.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Rewards and the menu on two instances of the packaged application, asked for the same things at once. */
@ClusterTest
class RewardInstancesIT {
    private static final AtomicInteger CODES = new AtomicInteger();

    private final Cluster cluster;

    RewardInstancesIT(Cluster cluster) {
        this.cluster = cluster;
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private String reward(String more) {
        return cluster.api(0)
                .post("/v1/admin/rewards", cluster.admin(), """
                        {"code":"RACE-%d","name":"保温杯","description":"到店领取","kind":"MERCHANDISE","points":100,
                         "state":"ACTIVE"%s}
                        """.formatted(CODES.incrementAndGet(), more))
                .expect(201)
                .text("id");
    }

    private Diner dinerWith(long points) {
        Diner diner = cluster.register();
        cluster.api(0)
                .post("/v1/points/accruals", cluster.admin(), key(), """
                        {"memberId":"%s","storeId":"%s","orderRef":"race-%s","channel":"STORE","amountFen":%d,
                         "occurredAt":"%s"}
                        """.formatted(
                                diner.id(), Cluster.STORE, diner.id(), points * 100, Instant.now()))
                .expect(201);
        return diner;
    }

    private Api.Reply redeem(int instance, Diner diner, String reward, String key) {
        return cluster.api(instance).post("/v1/rewards/" + reward + "/redemptions", diner.token(), key, "{}");
    }

    private Api.Reply fulfil(int instance, Api.Reply reserved) {
        return cluster.api(instance)
                .post(
                        "/v1/redemptions/" + reserved.text("id") + "/fulfilments",
                        cluster.admin(),
                        key(),
                        "{\"storeId\":\"%s\",\"pickUpCode\":\"%s\"}"
                                .formatted(Cluster.STORE, reserved.text("pickUpCode")));
    }

    private Api.Reply cancel(int instance, String token, Api.Reply reserved) {
        return cluster.api(instance)
                .post(
                        "/v1/redemptions/" + reserved.text("id") + "/cancellations",
                        token,
                        key(),
                        "{\"reason\":\"CHANGED_MIND\"}");
    }

    private static List<Api.Reply> race(int times, IntFunction<Api.Reply> call) {
        List<Callable<Api.Reply>> calls = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            int number = i;
            calls.add(() -> call.apply(number));
        }
        List<Api.Reply> replies = Parallel.limited(times, calls);
        assertThat(replies)
                .allSatisfy(reply -> assertThat(reply.status()).as(reply.body()).isIn(201, 409));
        return replies;
    }

    private static long succeeded(List<Api.Reply> replies) {
        return replies.stream().filter(reply -> reply.status() == 201).count();
    }

    private void points(Diner diner, long available, long held) {
        JsonNode balance = cluster.api(1)
                .get("/v1/me/points", diner.token())
                .expect(200)
                .json()
                .path("balance");
        assertThat(balance.path("available").asLong(-1)).isEqualTo(available);
        assertThat(balance.path("held").asLong(-1)).isEqualTo(held);
    }

    private void stock(String reward, long reserved, long redeemed) {
        JsonNode item = cluster.api(1)
                .get("/v1/admin/rewards/" + reward, cluster.admin())
                .expect(200)
                .json();
        assertThat(item.path("reserved").asLong(-1)).isEqualTo(reserved);
        assertThat(item.path("redeemed").asLong(-1)).isEqualTo(redeemed);
    }

    @Test
    void lastUnitsGoToAsManyAsThereAre() {
        String reward = reward(",\"stock\":3");
        List<Diner> diners = new ArrayList<>();
        for (int i = 0; i < 12; i++) diners.add(dinerWith(100));
        List<Api.Reply> replies = race(12, i -> redeem(i, diners.get(i), reward, key()));
        assertThat(succeeded(replies)).isEqualTo(3);
        stock(reward, 3, 0);
        cluster.assertBooksBalance();
    }

    @Test
    void limitOfAMemberHolds() {
        String reward = reward(",\"limitPerMember\":2,\"stock\":100");
        Diner diner = dinerWith(2000);
        assertThat(succeeded(race(16, i -> redeem(i, diner, reward, key())))).isEqualTo(2);
        points(diner, 1800, 200);
        stock(reward, 2, 0);
    }

    @Test
    void reservationIsFulfilledOrCancelledOnce() {
        String reward = reward(",\"stock\":100");
        Diner diner = dinerWith(500);
        long fulfilled = 0;
        for (int round = 0; round < 5; round++) {
            Api.Reply reserved = redeem(round, diner, reward, key()).expect(201);
            List<Api.Reply> replies =
                    race(8, i -> i % 4 < 2 ? fulfil(i, reserved) : cancel(i, diner.token(), reserved));
            assertThat(succeeded(replies)).isEqualTo(1);
            fulfilled += replies.stream()
                    .filter(reply ->
                            reply.status() == 201 && reply.text("state").equals("FULFILLED"))
                    .count();
        }
        points(diner, 500 - 100 * fulfilled, 0);
        stock(reward, 0, fulfilled);
        cluster.assertBooksBalance();
    }

    @Test
    void fulfilmentAndTakingBackHappenOnce() {
        String reward = reward(",\"stock\":1");
        Diner diner = dinerWith(100);
        Api.Reply reserved = redeem(0, diner, reward, key()).expect(201);
        assertThat(succeeded(race(8, i -> fulfil(i, reserved)))).isEqualTo(1);
        points(diner, 0, 0);
        assertThat(succeeded(race(8, i -> cancel(i, cluster.admin(), reserved))))
                .isEqualTo(1);
        points(diner, 100, 0);
        stock(reward, 0, 0);
        cluster.assertBooksBalance();
    }

    @Test
    void repeatedRedemptionHasOneEffectAndOneAnswer() {
        String reward = reward(",\"stock\":5");
        Diner diner = dinerWith(500);
        String key = key();
        Set<String> bodies = new TreeSet<>();
        race(10, i -> redeem(i, diner, reward, key))
                .forEach(reply -> bodies.add(reply.expect(201).body()));
        assertThat(bodies).hasSize(1);
        points(diner, 400, 100);
    }

    @Test
    void menuThatOneInstanceChangesTheOtherShowsSoon() {
        String code = "RACE-DISH-" + CODES.incrementAndGet();
        cluster.api(0)
                .post("/v1/admin/dishes", cluster.admin(), """
                        {"code":"%s","categoryCode":"MAIN","name":"新菜","description":"","priceFen":100,"available":true}
                        """.formatted(code))
                .expect(201);
        String menu = "/v1/stores/" + Cluster.STORE + "/menu?limit=100";
        assertThat(cluster.api(0).get(menu, null).expect(200).body()).contains(code);
        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> cluster.api(1).get(menu, null).expect(200).body().contains(code));
    }
}
