package dev.huiyuan.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.huiyuan.testing.Api;
import dev.huiyuan.testing.Cluster;
import dev.huiyuan.testing.Parallel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/** What the instances tell about what they hold. */
final class Gauges {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int INSTANCES = 2;
    private static final int OUR_OWN_REQUEST = 1;
    private static final String REQUESTS = "http_server_active_requests";
    /** Requests that are not answered, and commands that are not booked. */
    private static final List<String> ZERO_AT_REST = List.of(REQUESTS, "huiyuan_ledger_queue");
    /** More than a pool has connections. */
    private static final int READS_AT_ONCE = 48;
    /** Sessions in the middle of something. */
    private static final String BUSY = """
            select count(*) from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'
            """;

    private final Cluster cluster;

    Gauges(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Waits until nobody waits for anything and no connection is in a transaction. */
    void awaitRest() {
        for (int i = 0; i < INSTANCES; i++) {
            int number = i;
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(notAtRest(number)).isEmpty());
            assertPoolIsWhole(number);
        }
        await("busy sessions").atMost(SOON).until(() -> busySessions() == 0);
    }

    /** Asked rather than read: the client's gauge keeps counting callers that have stopped waiting. */
    private void assertPoolIsWhole(int number) {
        Callable<Api.Reply> read = () -> cluster.api(number).get("/v1/admin/ledger/audits", cluster.admin());
        assertThat(Parallel.limited(READS_AT_ONCE, Collections.nCopies(READS_AT_ONCE, read)))
                .extracting(Api.Reply::status)
                .containsOnly(200);
    }

    private List<String> notAtRest(int number) {
        return ZERO_AT_REST.stream()
                .flatMap(gauge -> series(number, gauge).stream())
                .filter(line -> value(line) > (line.startsWith(REQUESTS) ? OUR_OWN_REQUEST : 0))
                .toList();
    }

    private int busySessions() throws SQLException {
        try (Connection connection = cluster.database();
                ResultSet row = connection.createStatement().executeQuery(BUSY)) {
            assertThat(row.next()).isTrue();
            return row.getInt(1);
        }
    }

    /** Live threads of an instance. */
    double threads(int number) {
        return read(number, "jvm_threads_live_threads");
    }

    /** What an instance still holds after a full collection. */
    long heapBytes(int number) {
        collect(cluster.instance(number).pid());
        return (long) read(number, "jvm_memory_used_bytes{area=\"heap\"");
    }

    private static void collect(long pid) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process process = new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(process.waitFor()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private double read(int number, String start) {
        return series(number, start).stream().mapToDouble(Gauges::value).sum();
    }

    /** All series that begin so; there must be one. */
    private List<String> series(int number, String start) {
        List<String> series = new Api(cluster.instance(number).managementAddress())
                .get("/q/metrics", null)
                .expect(200)
                .body()
                .lines()
                .filter(line -> line.startsWith(start))
                .toList();
        assertThat(series).as(start).isNotEmpty();
        return series;
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
