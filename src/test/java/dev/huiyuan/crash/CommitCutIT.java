package dev.huiyuan.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.testing.Api;
import dev.huiyuan.testing.Cluster;
import dev.huiyuan.testing.Cluster.Diner;
import dev.huiyuan.testing.ClusterTest;
import dev.huiyuan.testing.CommitCuts;
import dev.huiyuan.testing.CommitCuts.Where;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ClusterTest
class CommitCutIT {
    private static final int REQUESTS = 300;
    private static final int CUTS = 10;
    /** As often as the ledger itself tries. */
    private static final int ALL_TRIES = 2;

    private final Cluster cluster;
    private final Books books;

    CommitCutIT(Cluster cluster) {
        this.cluster = cluster;
        books = new Books(cluster);
    }

    @AfterEach
    void letEverythingPass() {
        cluster.proxy().restore();
    }

    @ParameterizedTest
    @EnumSource
    void cutsUnderLoadLeaveEveryRequestWithOneEffect(Where where) throws SQLException {
        for (int round = 0; round < Rounds.count(); round++) {
            try (Load load = new Load(cluster, REQUESTS)) {
                load.awaitShare(0.1);
                CommitCuts cuts = new CommitCuts(where, CUTS);
                cluster.proxy().cutCommits(cuts);
                load.awaitShare(1);
                assertThat(cuts.made()).isGreaterThan(CUTS / 2);
                books.assertHold(load);
                new Gauges(cluster).awaitRest();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLedgerFindsOutByItselfWhatBecameOfACutCommit(Where where) throws SQLException {
        Diner diner = cluster.register();
        Request accrual = Request.accrual(cluster, diner, UUID.randomUUID().toString(), 10);
        CommitCuts cuts = new CommitCuts(where, 1);
        cluster.proxy().cutCommits(cuts);
        assertThat(accrual.send(cluster.api(0))).isTrue();
        assertThat(cuts.made()).isOne();
        assertThat(accrual.answer().status()).isEqualTo(201);
        books.assertHold(List.of(diner), List.of(accrual));
    }

    @ParameterizedTest
    @EnumSource
    void whoeverIsToldThatTheOutcomeIsUnknownLearnsItWithTheSameKey(Where where) throws SQLException {
        Diner diner = cluster.register();
        Request accrual = Request.accrual(cluster, diner, UUID.randomUUID().toString(), 10);
        CommitCuts cuts = new CommitCuts(where, ALL_TRIES);
        cluster.proxy().cutCommits(cuts);
        Api.Reply unknown = accrual.post(cluster.api(0)).expect(503);
        assertThat(unknown.text("code")).isEqualTo("outcome-unknown");
        assertThat(cuts.made()).isEqualTo(ALL_TRIES);

        assertThat(accrual.send(cluster.api(1))).isTrue();
        assertThat(accrual.answer().status()).isEqualTo(201);
        assertThat(accrual.answer().replayed()).isEqualTo(where == Where.AFTER_ARRIVAL);
        books.assertHold(List.of(diner), List.of(accrual));
    }
}
