package dev.huiyuan.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.huiyuan.testing.Api;
import dev.huiyuan.testing.Cluster;
import dev.huiyuan.testing.Cluster.Diner;
import dev.huiyuan.testing.ClusterTest;
import dev.huiyuan.testing.Parallel;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Orders at two instances on one database, each race to the exact count. */
@ClusterTest
class OrdersIT {
    private static final AtomicInteger TEMPLATES = new AtomicInteger();

    private final Cluster cluster;

    OrdersIT(Cluster cluster) {
        this.cluster = cluster;
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    /** A template of 10 yuan off that everybody may claim so often. */
    private String template(int each) {
        return cluster.api(0)
                .post("/v1/admin/coupon-templates", cluster.admin(), key(), """
                        {"code":"ORDER-%d","name":"立减券","description":"立减10元","kind":"AMOUNT","amountOffFen":1000,
                         "validDays":30,"claimable":true,"limitPerMember":%d,"state":"ACTIVE"}
                        """.formatted(
                                TEMPLATES.incrementAndGet(), each))
                .expect(201)
                .text("id");
    }

    private String coupon(Diner diner, String template) {
        Api.Reply claimed = cluster.api(0)
                .post("/v1/coupon-templates/" + template + "/claims", diner.token(), key(), "{}")
                .expect(201);
        return claimed.json().findValue("id").asText();
    }

    private void earn(Diner diner, long points) {
        cluster.api(0)
                .post("/v1/points/accruals", cluster.admin(), key(), """
                        {"memberId":"%s","storeId":"%s","orderRef":"E-%s","channel":"STORE","amountFen":%d,
                         "occurredAt":"%s"}
                        """.formatted(
                                diner.id(), Cluster.STORE, key(), points * 100, java.time.Instant.now()))
                .expect(201);
    }

    /** An order of 54 yuan with a coupon of 10 yuan and some points. */
    private String order(Diner diner, String coupon, long points) {
        return order(diner, cluster.presence(diner), coupon, points);
    }

    private static String order(Diner diner, String presence, String coupon, long points) {
        return """
                {"memberId":"%s","presenceId":"%s","storeId":"%s","channel":"STORE","orderRef":"O-%s","payment":"PAID",
                 "lines":[{"ref":"1","dishCode":"KUNGPAO-CHICKEN","unitPriceFen":4800,"quantity":1},
                          {"ref":"2","dishCode":"RICE","unitPriceFen":300,"quantity":2}],
                 "coupons":["%s"],"points":%d,"payments":[{"method":"CASH","amountFen":%d}]}
                """.formatted(diner.id(), presence, Cluster.STORE, key(), coupon, points, 4400 - points);
    }

    private List<Api.Reply> atOnce(List<String> paths, List<String> bodies) {
        List<Callable<Api.Reply>> calls = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) {
            Api api = cluster.api(i);
            String path = paths.get(i % paths.size());
            String body = bodies.get(i);
            calls.add(() -> api.post(path, cluster.admin(), key(), body));
        }
        return Parallel.limited(bodies.size(), calls);
    }

    private static long having(List<Api.Reply> replies, int status) {
        return replies.stream().filter(reply -> reply.status() == status).count();
    }

    private long available(Diner diner) {
        return cluster.api(0)
                .get("/v1/me/points", diner.token())
                .expect(200)
                .json()
                .at("/balance/available")
                .asLong(-1);
    }

    @Test
    void aCouponIsUsedByOneOfFiveOrders() {
        Diner diner = cluster.register();
        String coupon = coupon(diner, template(1));
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < 5; i++) orders.add(order(diner, coupon, 0));
        List<Api.Reply> replies = atOnce(List.of("/v1/orders"), orders);
        assertThat(having(replies, 201)).isEqualTo(1);
        assertThat(having(replies, 409)).isEqualTo(4);
        assertThat(available(diner)).isEqualTo(44);
        cluster.assertBooksBalance();
    }

    @Test
    void pointsAreSpentByOneOfTwoOrders() {
        Diner diner = cluster.register();
        String template = template(2);
        earn(diner, 500);
        List<String> orders =
                List.of(order(diner, coupon(diner, template), 400), order(diner, coupon(diner, template), 400));
        List<Api.Reply> replies = atOnce(List.of("/v1/orders"), orders);
        assertThat(having(replies, 201)).isEqualTo(1);
        assertThat(available(diner)).isEqualTo(140);
        cluster.assertBooksBalance();
    }

    @Test
    void refundsAtBothInstancesReturnWhatWasPaid() {
        Diner diner = cluster.register();
        earn(diner, 500);
        String id = cluster.api(0)
                .post("/v1/orders", cluster.admin(), key(), order(diner, coupon(diner, template(1)), 400))
                .expect(201)
                .text("orderId");
        List<String> refunds = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            refunds.add("{\"refundRef\":\"R-%d\",\"reason\":\"RETURNED\",\"items\":[{\"ref\":\"%d\",\"quantity\":1}]}"
                    .formatted(i, 1 + i % 2));
        }
        List<Api.Reply> replies = atOnce(List.of("/v1/orders/" + id + "/refunds"), refunds);
        assertThat(having(replies, 201)).isEqualTo(3);
        long money = replies.stream()
                .filter(reply -> reply.status() == 201)
                .mapToLong(reply -> reply.json().path("refundFen").asLong())
                .sum();
        assertThat(money).isEqualTo(4000);
        assertThat(available(diner)).isEqualTo(500);
        cluster.assertBooksBalance();
    }

    @Test
    void aRefundWhileTheOrderSettlesIsAllOrNothing() {
        Diner diner = cluster.register();
        earn(diner, 500);
        String pending = order(diner, coupon(diner, template(1)), 400)
                .replace("\"PAID\"", "\"PENDING\"")
                .replaceAll(",\"payments\":\\[.*?]", "");
        String id = cluster.api(0)
                .post("/v1/orders", cluster.admin(), key(), pending)
                .expect(201)
                .text("orderId");
        List<Api.Reply> replies = atOnce(
                List.of("/v1/orders/" + id + "/confirmations", "/v1/orders/" + id + "/refunds"),
                List.of(
                        "{\"payments\":[{\"method\":\"CASH\",\"amountFen\":4000}]}",
                        "{\"refundRef\":\"R-1\",\"reason\":\"RETURNED\"}"));
        replies.getFirst().expect(201);
        boolean refunded = replies.getLast().status() == 201;
        if (!refunded) assertThat(replies.getLast().text("code")).isEqualTo("order-pending");
        assertThat(available(diner)).isEqualTo(refunded ? 500 : 140);
        cluster.assertBooksBalance();
    }

    /** Orders of many members at both instances, one of which is killed; every order is repeated until it is answered. */
    @Test
    void whatAKilledInstanceSettledIsThereOnceAndTheRestIsSettledByRepeatingIt() throws SQLException {
        String template = template(100);
        List<Diner> diners = cluster.register(40);
        List<String> orders = new ArrayList<>();
        for (Diner diner : diners) {
            earn(diner, 800);
            for (String presence : presences(diner, 8)) {
                orders.add(order(diner, presence, coupon(diner, template), 100));
            }
        }
        AtomicInteger answered = new AtomicInteger();
        List<Callable<Api.Reply>> calls = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            int number = i;
            calls.add(() -> settle(number, orders.get(number), answered));
        }
        List<Api.Reply> replies = whileKilled(calls, answered);
        Set<String> ids = new TreeSet<>();
        replies.forEach(reply -> ids.add(reply.text("orderId")));
        assertThat(ids).hasSize(orders.size());
        for (Diner diner : diners) assertThat(available(diner)).isEqualTo(800 + 8 * (43 - 100));
        for (Diner diner : diners) assertExact(diner, 8);
        cluster.assertBooksBalance();
    }

    /** So many presences like one that was opened: nobody shows a code that often. */
    private List<String> presences(Diner diner, int count) throws SQLException {
        List<String> presences = new ArrayList<>();
        try (Connection connection = cluster.database();
                var statement = connection.prepareStatement("""
                        insert into identity_presence (id, member_id, store_id, terminal, expires_at)
                        select gen_random_uuid(), member_id, store_id, terminal, expires_at
                        from identity_presence, generate_series(1, ?) where id = ? returning id::text
                        """)) {
            statement.setInt(1, count);
            statement.setObject(2, UUID.fromString(cluster.presence(diner)));
            ResultSet rows = statement.executeQuery();
            while (rows.next()) presences.add(rows.getString(1));
        }
        return presences;
    }

    private List<Api.Reply> whileKilled(List<Callable<Api.Reply>> calls, AtomicInteger answered) {
        Thread killer = Thread.ofPlatform().start(() -> {
            await().atMost(Duration.ofMinutes(1)).until(() -> answered.get() > calls.size() / 5);
            cluster.kill(1);
            cluster.restart(1);
        });
        try {
            return Parallel.limited(16, calls);
        } finally {
            join(killer);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Api.Reply settle(int number, String order, AtomicInteger answered) {
        String key = "crash-" + order.hashCode() + "-" + number;
        for (int attempt = 0; ; attempt++) {
            try {
                Api.Reply reply = cluster.api(number + attempt).post("/v1/orders", cluster.admin(), key, order);
                if (!Request.saysComeBack(reply)) {
                    answered.incrementAndGet();
                    return reply.expect(201);
                }
            } catch (UncheckedIOException lost) {
                if (attempt > 600) throw lost;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private void assertExact(Diner diner, long orders) throws SQLException {
        UUID id = UUID.fromString(diner.id());
        assertThat(count("select count(*) from order_bill where member_id = ? and state = 'SETTLED'", id))
                .isEqualTo(orders);
        assertThat(count("select count(*) from order_line where member_id = ?", id))
                .isEqualTo(2 * orders);
        assertThat(count("select count(*) from order_payment where member_id = ?", id))
                .isEqualTo(orders);
        assertThat(count("select count(*) from coupon where member_id = ? and state = 'USED'", id))
                .isEqualTo(orders);
        assertThat(count("""
                        select count(*) from order_bill b join coupon c on c.member_id = b.member_id
                            and c.id = b.coupon_ids[1] and c.used_bill = 'order:' || b.id
                        where b.member_id = ?
                        """, id)).isEqualTo(orders);
        assertThat(count("select count(*) from points_entry where member_id = ? and type = 'REDEMPTION'", id))
                .isEqualTo(orders);
    }

    private long count(String sql, UUID id) throws SQLException {
        try (Connection connection = cluster.database();
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            ResultSet rows = statement.executeQuery();
            rows.next();
            return rows.getLong(1);
        }
    }
}
