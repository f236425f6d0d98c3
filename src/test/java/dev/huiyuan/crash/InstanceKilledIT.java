package dev.huiyuan.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.testing.Cluster;
import dev.huiyuan.testing.ClusterTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@ClusterTest
class InstanceKilledIT {
    private static final int REQUESTS = 1_000;

    private final Cluster cluster;
    private final Books books;

    InstanceKilledIT(Cluster cluster) {
        this.cluster = cluster;
        books = new Books(cluster);
    }

    @Test
    void whatAKilledInstanceAcknowledgedIsThereOnceAndTheRestIsDoneByRepeatingIt() throws SQLException {
        for (int round = 0; round < Rounds.count(); round++) {
            try (Load load = new Load(cluster, REQUESTS)) {
                load.awaitShare(0.2);
                books.expire(load.diners());
                killAndRestart(load, round % 2);
                load.awaitShare(1);
                assertThat(load.sentAgain()).isPositive();
                books.assertHold(load);
            }
        }
    }

    private void killAndRestart(Load load, int number) throws SQLException {
        cluster.kill(number);
        try {
            books.assertNothingIsTorn();
            load.awaitShare(0.5);
        } finally {
            cluster.restart(number);
        }
    }
}
