package dev.huiyuan.shared.cache;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The level in Redis: one key holds either a value or the lease of whoever is reading it. Removals that Redis has not
 * confirmed yet are remembered, and their keys are not read from Redis until it has, or until the old value must have
 * ended by itself.
 */
final class RemoteLevel {
    /** Stores a value in place of the lease that its reader holds; a removal in between has voided the lease. */
    private static final String STORE = "if redis.call('get',KEYS[1])==ARGV[1] then"
            + " redis.call('set',KEYS[1],ARGV[2],'px',ARGV[3]) return 1 end return 0";

    private static final int RETRIED_AT_ONCE = 500;

    private final RedisPipeline pipeline;
    private final CacheConfig.Remote config;
    private final String instanceId;
    private final Consumer<String> removed;
    private final ConcurrentHashMap<String, Removal> unconfirmed = new ConcurrentHashMap<>();
    private final AtomicLong removals = new AtomicLong();
    private final AtomicLong leases = new AtomicLong();
    private final LongAdder stored = new LongAdder();
    private final LongAdder voided = new LongAdder();
    /** Redis is not read before this time, by {@link System#nanoTime}. */
    private volatile long distrustedUntilNanos = System.nanoTime();

    /**
     * The level as one instance sees it.
     *
     * @param instanceId tells this instance's leases from the others'
     * @param removed is told of each key whose removal Redis has confirmed
     */
    RemoteLevel(Vertx vertx, Redis redis, CacheConfig.Remote config, String instanceId, Consumer<String> removed) {
        this.instanceId = instanceId;
        this.pipeline = new RedisPipeline(vertx, redis, config);
        this.config = config;
        this.removed = removed;
    }

    private record Removal(long number, long sinceNanos) {}

    RedisPipeline pipeline() {
        return pipeline;
    }

    long stored() {
        return stored.sum();
    }

    long voided() {
        return voided.sum();
    }

    /** Whether a key may be read from Redis now. */
    boolean mayRead(String key) {
        return !unconfirmed.containsKey(key) && System.nanoTime() - distrustedUntilNanos >= 0 && pipeline.isAvailable();
    }

    /** What a key holds; null when nothing. Fails with {@link RedisUnavailable}. */
    Uni<byte @Nullable []> read(String key) {
        return Uni.createFrom()
                .emitter(emitter -> pipeline.send(Request.cmd(Command.GET).arg(key), (reply, failure) -> {
                    if (failure != null) emitter.fail(failure);
                    else emitter.complete(reply == null ? null : reply.toBytes());
                }));
    }

    /** A lease that nobody else has or had. */
    String newLease() {
        return instanceId + ':' + leases.incrementAndGet();
    }

    /** Takes the lease of a key that holds nothing; false when somebody else was first. */
    Uni<Boolean> lease(String key, byte[] token) {
        Request request = Request.cmd(Command.SET)
                .arg(key)
                .arg(Buffer.buffer(token))
                .arg("NX")
                .arg("PX")
                .arg(config.leaseTtl().toMillis());
        return Uni.createFrom()
                .emitter(emitter -> pipeline.send(request, (reply, failure) -> {
                    if (failure != null) emitter.fail(failure);
                    else emitter.complete(reply != null);
                }));
    }

    /** Stores a value in the background if the lease still holds. */
    void store(String key, byte[] token, byte[] value, long ttlMillis) {
        if (ttlMillis <= 0) return;
        Request request = Request.cmd(Command.EVAL)
                .arg(STORE)
                .arg(1)
                .arg(key)
                .arg(Buffer.buffer(token))
                .arg(Buffer.buffer(value))
                .arg(jittered(ttlMillis));
        pipeline.send(request, (reply, failure) -> {
            if (reply == null) return;
            (reply.toInteger() == 1 ? stored : voided).increment();
        });
    }

    /** Up to a fifth less. */
    private static long jittered(long ttlMillis) {
        return Math.max(1, ttlMillis - ThreadLocalRandom.current().nextLong(ttlMillis / 5 + 1));
    }

    /** Removes keys in the background, and goes on trying. */
    void remove(Collection<String> keys) {
        if (unconfirmed.size() + keys.size() > config.maxUnconfirmedRemovals()) {
            distrustedUntilNanos = System.nanoTime() + config.ttl().toNanos();
            unconfirmed.clear();
        }
        for (String key : keys) {
            Removal removal = new Removal(removals.incrementAndGet(), System.nanoTime());
            unconfirmed.put(key, removal);
            if (!pipeline.isOpen()) send(key, removal);
        }
    }

    private void send(String key, Removal removal) {
        pipeline.send(Request.cmd(Command.DEL).arg(key), (reply, failure) -> {
            if (failure != null) return;
            unconfirmed.remove(key, removal);
            removed.accept(key);
        });
    }

    /** Removes keys; fails with {@link RedisUnavailable} unless Redis confirms each. */
    Uni<Void> removeConfirmed(Collection<String> keys) {
        List<Uni<Void>> all = keys.stream()
                .map(key -> Uni.createFrom()
                        .<Void>emitter(emitter ->
                                pipeline.send(Request.cmd(Command.DEL).arg(key), (reply, failure) -> {
                                    if (failure != null) emitter.fail(failure);
                                    else emitter.complete(null);
                                })))
                .toList();
        // join: the deletes are one pipelined batch and have no order among themselves.
        return all.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(all).andFailFast().replaceWithVoid();
    }

    /** Repeats what was not confirmed, and forgets it when no old value can be left. */
    void retryRemovals() {
        if (unconfirmed.isEmpty()) return;
        long now = System.nanoTime();
        long longest = config.ttl().toNanos() + config.leaseTtl().toNanos();
        unconfirmed.values().removeIf(removal -> now - removal.sinceNanos > longest);
        if (!pipeline.isAvailable()) return;
        unconfirmed.entrySet().stream()
                .filter(entry -> now - entry.getValue().sinceNanos
                        > config.removalRetry().toNanos())
                .limit(RETRIED_AT_ONCE)
                .forEach(entry -> send(entry.getKey(), entry.getValue()));
    }

    /** Tells other instances something on a channel, in the background. */
    void publish(String channel, String message) {
        pipeline.send(Request.cmd(Command.PUBLISH).arg(channel).arg(message), (reply, failure) -> {});
    }
}
