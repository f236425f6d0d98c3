package dev.huiyuan.crash;

import static org.awaitility.Awaitility.await;

import dev.huiyuan.testing.Cluster;
import dev.huiyuan.testing.Cluster.Diner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Accruals, redemptions and gifts at random among a few members, from many clients at either instance. A request that
 * gets no answer is sent again under its key, to either instance, until it has one; the load ends when all have.
 */
final class Load implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration NOTHING_TO_DO = Duration.ofMillis(50);
    private static final int MEMBERS = 12;
    private static final int CLIENTS = 32;
    private static final int MOST_UNANSWERED = 64;
    private static final int MOST_POINTS = 40;

    private final Cluster cluster;
    private final List<Diner> diners;
    private final Map<String, String> presences = new HashMap<>();
    private final int size;
    private final AtomicInteger made = new AtomicInteger();
    private final BlockingQueue<Request> unanswered = new LinkedBlockingQueue<>();
    private final Queue<Request> answered = new ConcurrentLinkedQueue<>();
    private final AtomicInteger again = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
    private final ExecutorService clients;
    private volatile boolean closed;

    /** Starts a load of so many requests among fresh members. */
    Load(Cluster cluster, int size) {
        this.cluster = cluster;
        this.size = size;
        diners = cluster.register(MEMBERS);
        for (Diner diner : diners) presences.put(diner.id(), cluster.presence(diner));
        clients = Executors.newFixedThreadPool(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) clients.execute(this::sendAll);
    }

    private void sendAll() {
        try {
            while (!closed && broken.get() == null && answered.size() < size) sendOne();
        } catch (InterruptedException | RuntimeException | Error failure) {
            broken.compareAndSet(null, failure);
        }
    }

    private void sendOne() throws InterruptedException {
        Request request = next();
        if (request == null) return;
        if (request.send(cluster.api(ThreadLocalRandom.current().nextInt()))) {
            answered.add(request);
        } else {
            again.incrementAndGet();
            unanswered.add(request);
        }
    }

    private @Nullable Request next() throws InterruptedException {
        if (unanswered.size() < MOST_UNANSWERED && made.getAndIncrement() < size) return make();
        return unanswered.poll(NOTHING_TO_DO.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Request make() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        Diner diner = any();
        long points = random.nextInt(1, MOST_POINTS);
        return switch (random.nextInt(5)) {
            case 0, 1 -> Request.accrual(cluster, diner, UUID.randomUUID().toString(), points * 2);
            case 2 -> Request.redemption(cluster, diner, Objects.requireNonNull(presences.get(diner.id())), points);
            default -> Request.gift(diner, other(diner), points);
        };
    }

    private Diner any() {
        return diners.get(ThreadLocalRandom.current().nextInt(diners.size()));
    }

    private Diner other(Diner diner) {
        int step = ThreadLocalRandom.current().nextInt(1, diners.size());
        return diners.get((diners.indexOf(diner) + step) % diners.size());
    }

    /** Waits until a share of all requests is answered. */
    void awaitShare(double share) {
        await("the load goes on").atMost(PATIENCE).until(() -> {
            Throwable failure = broken.get();
            if (failure != null) throw new AssertionError("the load met what it must not", failure);
            return answered.size() >= share * size;
        });
    }

    /** How often a request got no answer and was sent again. */
    int sentAgain() {
        return again.get();
    }

    List<Diner> diners() {
        return diners;
    }

    List<Request> answered() {
        return new ArrayList<>(answered);
    }

    @Override
    public void close() {
        closed = true;
        clients.close();
    }
}
