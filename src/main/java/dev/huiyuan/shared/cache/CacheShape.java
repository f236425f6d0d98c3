package dev.huiyuan.shared.cache;

import java.util.Optional;

/**
 * How keys and values of one kind are cached.
 *
 * @param <K> the key
 * @param <V> the value
 */
public interface CacheShape<K, V> {
    /** The name under which a key is cached, with a prefix of its kind; no personal data. */
    String name(K key);

    /** A value as it is stored; no personal data in clear. */
    byte[] encode(K key, V value);

    /**
     * A stored value.
     *
     * @param key the key that was asked for
     * @param stored what was found, from {@code offset} on
     * @return empty when it is not the key's value
     */
    Optional<V> decode(K key, byte[] stored, int offset);

    /** Until when a value may be used by the clock, in milliseconds since the epoch. */
    default long validUntilMillis(V value) {
        return Long.MAX_VALUE;
    }
}
