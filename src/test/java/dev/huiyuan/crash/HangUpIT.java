package dev.huiyuan.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.huiyuan.testing.Cluster;
import dev.huiyuan.testing.Cluster.Diner;
import dev.huiyuan.testing.ClusterTest;
import dev.huiyuan.testing.Parallel;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

@ClusterTest
class HangUpIT {
    private static final int CLIENTS = 1_000;
    private static final int AT_ONCE = 64;
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final long MORE_HEAP_BYTES = 16 << 20;
    private static final int MORE_THREADS = 8;

    private final Cluster cluster;
    private final Books books;
    private final Gauges gauges;

    HangUpIT(Cluster cluster) {
        this.cluster = cluster;
        books = new Books(cluster);
        gauges = new Gauges(cluster);
    }

    @Test
    void aThousandClientsThatHangUpLeaveNothingBehind() throws SQLException {
        List<Diner> diners = cluster.register(10);
        List<Request> requests = new ArrayList<>(hangUp(diners));
        long heap = gauges.heapBytes(0);
        double threads = gauges.threads(0);
        requests.addAll(hangUp(diners));
        assertThat(gauges.heapBytes(0)).isLessThan(heap + MORE_HEAP_BYTES);
        assertThat(gauges.threads(0)).isLessThanOrEqualTo(threads + MORE_THREADS);

        books.assertNothingIsTorn();
        Parallel.limited(
                AT_ONCE,
                requests.stream().<Callable<Boolean>>map(this::repetition).toList());
        books.assertHold(diners, requests);
    }

    /** The same request by a client with patience. */
    private Callable<Boolean> repetition(Request request) {
        return () -> {
            await().atMost(SOON).until(() -> request.send(cluster.api(request.hashCode())));
            return true;
        };
    }

    private List<Request> hangUp(List<Diner> diners) {
        List<Request> requests = new ArrayList<>();
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Diner diner = diners.get(i % diners.size());
            Request request = Request.accrual(cluster, diner, UUID.randomUUID().toString(), 1);
            requests.add(request);
            Ending ending = Ending.values()[i % Ending.values().length];
            calls.add(() -> hangUp(request, ending));
        }
        Parallel.limited(AT_ONCE, calls);
        gauges.awaitRest();
        return requests;
    }

    /** How a client goes. */
    private enum Ending {
        /** It has sent everything and closes: the request is taken. */
        CLOSED,
        /** It resets the connection at once: the server may or may not have read the request. */
        RESET,
        /** It goes in the middle of the body. */
        CUT_SHORT
    }

    private boolean hangUp(Request request, Ending ending) throws IOException {
        URI address = URI.create(cluster.instance(0).address());
        byte[] bytes = request.bytes();
        try (Socket socket = new Socket(address.getHost(), address.getPort());
                OutputStream out = socket.getOutputStream()) {
            if (ending == Ending.RESET) socket.setSoLinger(true, 0);
            out.write(ending == Ending.CUT_SHORT ? Arrays.copyOf(bytes, bytes.length - 20) : bytes);
            out.flush();
        }
        return true;
    }
}
