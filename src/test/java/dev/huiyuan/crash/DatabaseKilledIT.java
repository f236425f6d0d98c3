package dev.huiyuan.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.huiyuan.testing.Api;
import dev.huiyuan.testing.Cluster;
import dev.huiyuan.testing.Cluster.Diner;
import dev.huiyuan.testing.ClusterTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@ClusterTest
class DatabaseKilledIT {
    private static final int REQUESTS = 1_000;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final Books books;

    DatabaseKilledIT(Cluster cluster) {
        this.cluster = cluster;
        books = new Books(cluster);
    }

    @Test
    void whatWasAcknowledgedSurvivesTheKilledDatabaseAndTheRestIsDoneByRepeatingIt() throws SQLException {
        assertCommitsAreDurable();
        for (int round = 0; round < Rounds.count(); round++) {
            try (Load load = new Load(cluster, REQUESTS)) {
                load.awaitShare(0.2);
                books.expire(load.diners());
                cluster.postmaster().kill();
                cluster.postmaster().start();
                books.assertNothingIsTorn();
                load.awaitShare(1);
                assertThat(load.sentAgain()).isPositive();
                books.assertHold(load);
                new Gauges(cluster).awaitRest();
            }
        }
    }

    @Test
    void withoutADatabaseEverythingIsRefusedClearlyUntilItIsBack() {
        Diner diner = cluster.register();
        assertThat(readiness()).isEqualTo(200);
        cluster.postmaster().kill();
        try {
            await("not ready").atMost(SOON).until(() -> readiness() == 503);
            assertThat(management("/q/health/live")).isEqualTo(200);
            assertReadsAreRefused(diner);
            assertWritesAreRefused(diner);
        } finally {
            cluster.postmaster().start();
        }
        await("ready again").atMost(SOON).until(() -> readiness() == 200);
        cluster.api(0).get("/v1/me/points", diner.token()).expect(200);
        cluster.api(1).get("/v1/admin/coupon-templates", cluster.admin()).expect(200);
    }

    private void assertReadsAreRefused(Diner diner) {
        List.of("/v1/me/points", "/v1/me/points/entries", "/v1/me/points/statements/2026-01", "/v1/me/coupons")
                .forEach(path -> assertComeBack(path, cluster.api(0).get(path, diner.token()), "overloaded"));
        List.of(
                        "/v1/admin/coupon-templates",
                        "/v1/admin/dishes",
                        "/v1/admin/rewards",
                        "/v1/admin/stores",
                        "/v1/admin/ledger/audit",
                        "/v1/members/" + UUID.randomUUID(),
                        "/v1/members/" + diner.id() + "/points")
                .forEach(path -> assertComeBack(path, cluster.api(0).get(path, cluster.admin()), "overloaded"));
    }

    private void assertWritesAreRefused(Diner diner) {
        Api api = cluster.api(1);
        String template = """
                {"code":"LOST","name":"券","description":"券","kind":"AMOUNT","amountOffFen":1000,"validDays":30,
                 "claimable":true,"stock":10,"limitPerMember":1,"state":"ACTIVE"}
                """;
        String admin = cluster.admin();
        assertComeBack("template", api.post("/v1/admin/coupon-templates", admin, key(), template));
        assertComeBack("code", api.post("/v1/me/code", diner.token(), "{}"));
        assertComeBack("sign-in", api.post("/v1/auth/staff/sessions", null, """
                {"userName":"boss","password":"wrong","storeId":"%s","terminalId":"till-1"}
                """.formatted(Cluster.STORE)));
        assertComeBack("lookup", api.post("/v1/members/lookups", admin, "{\"phone\":\"13900001234\"}"));
        assertComeBack("accrual", Request.accrual(cluster, diner, key(), 10).post(api));
        assertComeBack("gift", Request.gift(diner, diner, 10).post(api));
    }

    private static void assertComeBack(String what, Api.Reply reply) {
        assertThat(Request.saysComeBack(reply)).as("%s: %s", what, reply).isTrue();
    }

    private static void assertComeBack(String what, Api.Reply reply, String code) {
        assertComeBack(what, reply);
        assertThat(reply.text("code")).as(what).isEqualTo(code);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private int readiness() {
        return management("/q/health/ready");
    }

    private int management(String path) {
        return new Api(cluster.instance(0).managementAddress()).get(path, null).status();
    }

    /** Else a test of a killed server would prove nothing. */
    private void assertCommitsAreDurable() throws SQLException {
        try (Connection connection = cluster.database()) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                ResultSet row = connection.createStatement().executeQuery("show " + setting);
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).as(setting).isEqualTo("on");
            }
        }
    }
}
