package dev.huiyuan.shared.cache;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The cache of documents that are looked up. */
@ConfigMapping(prefix = "huiyuan.cache")
public interface CacheConfig {
    /** The level in process. */
    Local local();

    /** The level in Redis. */
    Remote redis();

    /** The reads of PostgreSQL. */
    Source source();

    /** The level in process. */
    interface Local {
        /** The most entries; 0 switches the level off. */
        @WithDefault("50000")
        long maxEntries();

        /** How long an entry is used when no removal arrives. */
        @WithDefault("2s")
        Duration ttl();

        /** How long an unknown key is remembered. */
        @WithDefault("500ms")
        Duration unknownTtl();
    }

    /** The level in Redis. */
    interface Remote {
        /** Whether Redis is a cluster: commands are then sent one by one, because a batch must stay in one slot. */
        @WithDefault("false")
        boolean clustered();

        /** The most commands of one pipelined batch; less than {@code quarkus.redis.max-waiting-handlers}. */
        @WithDefault("256")
        int batchSize();

        /** After how long a batch counts as failed. */
        @WithDefault("50ms")
        Duration timeout();

        /** How many batches in a row fail before Redis is left alone. */
        @WithDefault("3")
        int failuresToOpen();

        /** How long Redis is left alone before it is tried again. */
        @WithDefault("1s")
        Duration openFor();

        /** How long an entry stays, at most: a fifth of it less by chance, so that entries do not end together. */
        @WithDefault("60s")
        Duration ttl();

        /** How long an unknown key is remembered. */
        @WithDefault("2s")
        Duration unknownTtl();

        /** How long the holder of a lease has time to store. */
        @WithDefault("1s")
        Duration leaseTtl();

        /** How long somebody who waits for a lease's holder sleeps between two looks. */
        @WithDefault("10ms")
        Duration leasePoll();

        /** How many looks somebody takes before reading PostgreSQL without storing. */
        @WithDefault("10")
        int leasePolls();

        /** How often removals that Redis did not confirm are repeated. */
        @WithDefault("200ms")
        Duration removalRetry();

        /** How many unconfirmed removals are remembered; beyond, Redis is not read for one time to live. */
        @WithDefault("100000")
        int maxUnconfirmedRemovals();
    }

    /** The reads of PostgreSQL: the bulkhead behind the cache. */
    interface Source {
        /** How many set-based reads run at a time. */
        @WithDefault("4")
        int concurrency();

        /** The most keys of one read. */
        @WithDefault("200")
        int batchSize();

        /** The most keys that wait; beyond, callers get {@code overloaded}. */
        @WithDefault("2000")
        int maxWaiting();

        /** After how long a read, with its wait, counts as failed. */
        @WithDefault("3s")
        Duration timeout();
    }
}
