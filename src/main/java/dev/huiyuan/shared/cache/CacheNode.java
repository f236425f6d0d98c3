package dev.huiyuan.shared.cache;

import dev.huiyuan.shared.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One instance's caches that are emptied together: in process at once; in Redis in the background until it worked;
 * in the other instances by a message that follows the removal from Redis, so that nobody fetches the old value again.
 */
public final class CacheNode {
    private static final String SEPARATOR = "\n";
    private static final int MESSAGE_KEYS = 500;

    private final Vertx vertx;
    private final CacheConfig config;
    private final Clock clock;
    private final String channel;
    private final String id;
    private final RemoteLevel remote;
    private final DropListener listener;
    private final List<TwoLevelCache<?, ?>> caches = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<String> removed = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean announcing = new AtomicBoolean();
    private long timer = -1;

    /**
     * A node with its own id.
     *
     * @param channel the channel that the instances tell each other on
     */
    public CacheNode(Vertx vertx, Redis redis, CacheConfig config, Clock clock, Ids ids, String channel) {
        id = ids.next().toString();
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
        this.channel = channel;
        remote = new RemoteLevel(vertx, redis, config.redis(), id, this::announce);
        listener = new DropListener(vertx, redis, channel, this::heard, this::flush);
    }

    /** Starts to listen to the other instances and to repeat removals. */
    public void start() {
        listener.start();
        timer = vertx.setPeriodic(config.redis().removalRetry().toMillis(), tick -> remote.retryRemovals());
    }

    /** Stops. */
    public void stop() {
        vertx.cancelTimer(timer);
        listener.stop();
    }

    /** A cache of this node. */
    public <K, V> TwoLevelCache<K, V> cache(CacheShape<K, V> shape, CoalescedReads<K, V> source) {
        TwoLevelCache<K, V> cache = new TwoLevelCache<>(vertx, config, clock, remote, shape, source);
        caches.add(cache);
        return cache;
    }

    /** Removes keys by name after a commit. Whoever asks this instance from now on gets what was committed. */
    public void remove(Collection<String> names) {
        remote.remove(names);
        drop(names);
    }

    /** Removes keys from Redis; fails unless Redis confirms. For whoever repeats the removal. */
    public Uni<Void> removeConfirmed(Collection<String> names) {
        return remote.removeConfirmed(names);
    }

    /** Forgets everything in process. */
    void flush() {
        caches.forEach(TwoLevelCache::flush);
    }

    /** Whether the other instances are heard. */
    boolean isListening() {
        return listener.isListening();
    }

    RemoteLevel remote() {
        return remote;
    }

    private void drop(Collection<String> names) {
        for (TwoLevelCache<?, ?> cache : caches) cache.drop(names);
    }

    /** Tells the others, one message for all removals that were confirmed in one turn. */
    private void announce(String name) {
        removed.add(name);
        if (announcing.compareAndSet(false, true)) {
            vertx.getOrCreateContext().runOnContext(turn -> announceAll());
        }
    }

    private void announceAll() {
        announcing.set(false);
        StringBuilder message = new StringBuilder(id);
        int keys = 0;
        for (String name = removed.poll(); name != null; name = removed.poll()) {
            message.append(SEPARATOR).append(name);
            if (++keys % MESSAGE_KEYS == 0) {
                remote.publish(channel, message.toString());
                message.setLength(id.length());
            }
        }
        if (message.length() > id.length()) remote.publish(channel, message.toString());
    }

    private void heard(String message) {
        if (message.startsWith(id)) return;
        List<String> parts = List.of(message.split(SEPARATOR));
        drop(parts.subList(1, parts.size()));
    }
}
