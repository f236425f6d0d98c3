package dev.huiyuan.shared.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Values by key, from the process, else from Redis, else from PostgreSQL. A key is fetched once however many ask for
 * it. See {@link CacheNode} for how levels are emptied.
 *
 * @param <K> the key
 * @param <V> the value
 */
public final class TwoLevelCache<K, V> {
    private static final Logger LOG = Logger.getLogger(TwoLevelCache.class);
    private static final byte VALUE = 'V';
    private static final byte UNKNOWN = 'U';
    private static final byte LEASE = 'L';

    private final Vertx vertx;
    private final CacheConfig config;
    private final Clock clock;
    private final RemoteLevel remote;
    private final CacheShape<K, V> shape;
    private final CoalescedReads<K, V> source;
    private final Cache<String, Entry<V>> local;
    private final ConcurrentHashMap<String, Flight<V>> flights = new ConcurrentHashMap<>();

    TwoLevelCache(
            Vertx vertx,
            CacheConfig config,
            Clock clock,
            RemoteLevel remote,
            CacheShape<K, V> shape,
            CoalescedReads<K, V> source) {
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
        this.remote = remote;
        this.shape = shape;
        this.source = source;
        local = Caffeine.newBuilder()
                .maximumSize(config.local().maxEntries())
                .expireAfterWrite(config.local().ttl())
                .executor(Runnable::run)
                .build();
    }

    /** @param value null for a key that is known to have none */
    private record Entry<V>(@Nullable V value, long validUntilMillis) {
        Optional<V> asOptional() {
            return Optional.ofNullable(value);
        }
    }

    /** A fetch under way. */
    private static final class Flight<V> {
        private @Nullable Uni<Optional<V>> result;
    }

    /** The value if it is in process: for the hot path, without a {@link Uni}. */
    public @Nullable V getIfLocal(K key) {
        @Nullable Entry<V> entry = usable(local.getIfPresent(shape.name(key)));
        return entry == null ? null : entry.value;
    }

    /**
     * The value, if there is one.
     *
     * @return problem {@code overloaded} when neither Redis nor PostgreSQL can answer in time
     */
    public Uni<Optional<V>> get(K key) {
        String name = shape.name(key);
        @Nullable Entry<V> entry = usable(local.getIfPresent(name));
        if (entry != null) return Uni.createFrom().item(entry.asOptional());
        Flight<V> flight = flights.computeIfAbsent(name, absent -> launch(key, name));
        return java.util.Objects.requireNonNull(flight.result);
    }

    private @Nullable Entry<V> usable(@Nullable Entry<V> entry) {
        return entry != null && clock.millis() < entry.validUntilMillis ? entry : null;
    }

    private Flight<V> launch(K key, String name) {
        Flight<V> flight = new Flight<>();
        flight.result = Uni.createFrom()
                .deferred(() -> fetch(key, name))
                .invoke(entry -> land(name, flight, entry))
                .map(Entry::asOptional)
                // On failure too the next caller has to start anew.
                .onTermination()
                .invoke(() -> flights.remove(name, flight))
                .memoize()
                .indefinitely();
        return flight;
    }

    /** Keeps what was fetched, unless a removal came in between: then it may be from before the write. */
    private void land(String name, Flight<V> flight, Entry<V> entry) {
        flights.computeIfPresent(name, (same, current) -> {
            if (current != flight) return current;
            local.put(name, entry);
            return null;
        });
    }

    /** Forgets keys in process, and what is being fetched for them. */
    void drop(Collection<String> names) {
        for (String name : names) {
            flights.compute(name, (same, flight) -> {
                local.invalidate(name);
                return null;
            });
        }
    }

    /** Forgets everything in process. */
    void flush() {
        flights.clear();
        local.invalidateAll();
    }

    /** The name under which a key is cached. */
    public String name(K key) {
        return shape.name(key);
    }

    private Uni<Entry<V>> fetch(K key, String name) {
        if (!remote.mayRead(name)) return read(key);
        return look(key, name, 0).onFailure(RedisUnavailable.class).recoverWithUni(() -> read(key));
    }

    private Uni<Entry<V>> look(K key, String name, int looks) {
        return remote.read(name).chain(stored -> {
            if (stored == null || stored.length == 0) return lead(key, name, looks);
            return stored[0] == LEASE ? follow(key, name, looks + 1) : decoded(key, stored);
        });
    }

    /** A miss: whoever gets the lease reads and stores, everybody else waits. */
    private Uni<Entry<V>> lead(K key, String name, int looks) {
        byte[] token = ("L" + remote.newLease()).getBytes(StandardCharsets.US_ASCII);
        return remote.lease(name, token)
                .chain(held -> held
                        ? read(key).invoke(entry -> store(key, name, token, entry))
                        : follow(key, name, looks + 1));
    }

    private Uni<Entry<V>> follow(K key, String name, int looks) {
        if (looks > config.redis().leasePolls()) return read(key);
        return pause().chain(() -> look(key, name, looks));
    }

    private Uni<Void> pause() {
        return Uni.createFrom()
                .emitter(emitter ->
                        vertx.setTimer(config.redis().leasePoll().toMillis(), timer -> emitter.complete(null)));
    }

    private Uni<Entry<V>> read(K key) {
        return source.read(key).map(value -> value.map(this::known).orElseGet(this::unknown));
    }

    private Entry<V> known(V value) {
        return new Entry<>(value, shape.validUntilMillis(value));
    }

    private Entry<V> unknown() {
        return new Entry<>(null, clock.millis() + config.local().unknownTtl().toMillis());
    }

    private void store(K key, String name, byte[] token, Entry<V> entry) {
        if (entry.value == null) {
            remote.store(
                    name,
                    token,
                    new byte[] {UNKNOWN},
                    config.redis().unknownTtl().toMillis());
            return;
        }
        byte[] value = shape.encode(key, entry.value);
        byte[] stored = new byte[value.length + 1];
        stored[0] = VALUE;
        System.arraycopy(value, 0, stored, 1, value.length);
        long ttlMillis = Math.min(config.redis().ttl().toMillis(), entry.validUntilMillis - clock.millis());
        remote.store(name, token, stored, ttlMillis);
    }

    /** What Redis held, unless it belongs to another key or has ended by our own clock: then from PostgreSQL. */
    private Uni<Entry<V>> decoded(K key, byte[] stored) {
        if (stored[0] == UNKNOWN) return Uni.createFrom().item(unknown());
        Optional<V> value = shape.decode(key, stored, 1);
        if (value.isEmpty()) LOG.warnf("Redis answered with another value than asked for, or an unreadable one");
        @Nullable Entry<V> entry = usable(value.map(this::known).orElse(null));
        return entry == null ? read(key) : Uni.createFrom().item(entry);
    }
}
