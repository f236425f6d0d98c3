package dev.huiyuan.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.testing.Api;
import dev.huiyuan.testing.Cluster;
import dev.huiyuan.testing.Cluster.Diner;
import dev.huiyuan.testing.ClusterTest;
import dev.huiyuan.testing.Parallel;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Many want the same at two instances at once, and exactly as many get it as may. */
@ClusterTest
class CouponRacesIT {
    private static final int ROUNDS = 5;
    private static final int WORKERS = 20;

    /** Steps without a gap, and the state that the last one leaves. */
    private static final String TORN = """
            select count(*) from coupon c where c.id = $1 and (
                c.steps <> (select count(*) from coupon_event e where e.member_id = c.member_id and e.coupon_id = c.id)
                or (c.state = 'USED') <> ((select e.type from coupon_event e where e.member_id = c.member_id
                    and e.coupon_id = c.id order by e.step desc limit 1) = 'USED'))
            """.replace("$1", "?::uuid");

    private final Cluster cluster;

    CouponRacesIT(Cluster cluster) {
        this.cluster = cluster;
    }

    private String template(String fields) {
        return cluster.api(0)
                .post("/v1/admin/coupon-templates", cluster.admin(), """
                        {"code":"RACE-%s","name":"竞争","description":"","kind":"AMOUNT","amountOffFen":1000,
                         "validDays":30,"claimable":true,"state":"ACTIVE",%s}
                        """.formatted(
                                Integer.toUnsignedString(UUID.randomUUID().hashCode()), fields))
                .expect(201)
                .text("id");
    }

    private Api.Reply claim(int instance, Diner diner, String template, String key) {
        return cluster.api(instance).post("/v1/coupon-templates/" + template + "/claims", diner.token(), key, "");
    }

    private long count(String sql, String id) {
        try (Connection connection = cluster.database();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, id);
            ResultSet rows = statement.executeQuery();
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long successes(List<Api.Reply> replies) {
        assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isIn(200, 201, 409, 422));
        return replies.stream().filter(reply -> reply.status() < 300).count();
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    @Test
    void lastUnitsOfStockGoToExactlyAsManyMembers() {
        List<Diner> diners = cluster.register(40);
        for (int stock = 1; stock <= ROUNDS; stock++) {
            String template = template("\"stock\":" + stock + ",\"limitPerMember\":1");
            List<Callable<Api.Reply>> calls = new ArrayList<>();
            for (int i = 0; i < diners.size(); i++) {
                int number = i;
                calls.add(() -> claim(number, diners.get(number), template, key()));
            }
            assertThat(successes(Parallel.limited(WORKERS, calls))).isEqualTo(stock);
            assertThat(count("select count(*) from coupon where template_id = ?::uuid", template))
                    .isEqualTo(stock);
            assertThat(count("select issued from coupon_stock where template_id = ?::uuid", template))
                    .isEqualTo(stock);
        }
    }

    @Test
    void memberWhoClaimsEverywhereAtOnceGetsTheLimit() {
        String template = template("\"limitPerMember\":2");
        for (Diner diner : cluster.register(ROUNDS)) {
            List<Api.Reply> replies = Parallel.run(16, i -> claim(i, diner, template, key()));
            assertThat(successes(replies)).isEqualTo(2);
        }
    }

    @Test
    void claimThatIsRepeatedEverywhereAtOnceGetsOneCoupon() {
        String template = template("\"limitPerMember\":9");
        for (Diner diner : cluster.register(ROUNDS)) {
            String key = key();
            List<Api.Reply> replies = Parallel.run(12, i -> claim(i, diner, template, key));
            assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isEqualTo(201));
            assertThat(replies.stream().map(reply -> reply.text("id")).distinct())
                    .hasSize(1);
        }
    }

    private String coupon(Diner diner) {
        return claim(0, diner, template("\"limitPerMember\":1"), key())
                .expect(201)
                .text("id");
    }

    private Callable<Api.Reply> use(int instance, Diner diner, String coupon, String bill) {
        String body = "{\"presenceId\":\"%s\",\"storeId\":\"%s\",\"orderRef\":\"%s\"}"
                .formatted(cluster.presence(diner), Cluster.STORE, bill);
        return () -> cluster.api(instance).post("/v1/coupons/" + coupon + "/redemptions", cluster.admin(), key(), body);
    }

    private Callable<Api.Reply> giveBack(int instance, Diner diner, String coupon, String bill) {
        String body = "{\"memberId\":\"%s\",\"storeId\":\"%s\",\"orderRef\":\"%s\",\"reason\":\"REFUND\"}"
                .formatted(diner.id(), Cluster.STORE, bill);
        return () -> cluster.api(instance).post("/v1/coupons/" + coupon + "/returns", cluster.admin(), key(), body);
    }

    @Test
    void couponIsUsedByOneOfFiveBills() {
        for (Diner diner : cluster.register(ROUNDS)) {
            String coupon = coupon(diner);
            List<Callable<Api.Reply>> calls = new ArrayList<>();
            for (int i = 0; i < 5; i++) calls.add(use(i, diner, coupon, "bill-" + i + "-" + coupon));
            assertThat(successes(Parallel.limited(5, calls))).isEqualTo(1);
            assertThat(count(TORN, coupon)).isZero();
        }
    }

    @Test
    void couponThatIsReturnedWhileOthersUseItTakesEachStepOnce() throws Exception {
        for (Diner diner : cluster.register(ROUNDS)) {
            String coupon = coupon(diner);
            use(0, diner, coupon, "first-" + coupon).call().expect(201);
            List<Callable<Api.Reply>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) calls.add(giveBack(i, diner, coupon, "first-" + coupon));
            for (int i = 0; i < 4; i++) calls.add(use(i, diner, coupon, "second-" + i + "-" + coupon));
            List<Api.Reply> replies = Parallel.limited(8, calls);
            assertThat(successes(replies.subList(0, 4))).isEqualTo(1);
            assertThat(successes(replies.subList(4, 8))).isLessThanOrEqualTo(1);
            assertThat(count(TORN, coupon)).isZero();
        }
    }

    @Test
    void printedCodeIsGoodForOneTillOrMember() {
        List<Diner> diners = cluster.register(4);
        String template = template("\"limitPerMember\":9");
        for (int round = 0; round < ROUNDS; round++) {
            String batch = cluster.api(0)
                    .post(
                            "/v1/admin/coupon-code-batches",
                            cluster.admin(),
                            key(),
                            "{\"templateId\":\"%s\",\"name\":\"竞争\",\"size\":1}".formatted(template))
                    .expect(201)
                    .text("id");
            String code = cluster.api(1)
                    .post("/v1/admin/coupon-code-batches/" + batch + "/exports", cluster.admin(), "{}")
                    .expect(200)
                    .body()
                    .lines()
                    .toList()
                    .get(1);
            assertThat(successes(Parallel.run(5, i -> tryCode(i, diners, code))))
                    .isEqualTo(1);
        }
    }

    /** Four members and a till: each tries no more wrong codes in all rounds than it may in an hour. */
    private Api.Reply tryCode(int number, List<Diner> diners, String code) {
        Api api = cluster.api(number);
        if (number < diners.size()) {
            String wish = "{\"code\":\"" + code + "\"}";
            return api.post("/v1/me/coupons/registrations", diners.get(number).token(), key(), wish);
        }
        String bill = "{\"code\":\"%s\",\"storeId\":\"%s\",\"orderRef\":\"%s\"}".formatted(code, Cluster.STORE, key());
        return api.post("/v1/coupons/code-redemptions", cluster.admin(), key(), bill);
    }
}
