package dev.huiyuan.points.writer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the ledger commits. */
@ConfigMapping(prefix = "huiyuan.points.ledger")
public interface LedgerConfig {
    /** How many batches run at once, each on a connection of its own. */
    @WithDefault("2")
    int slots();

    /** How many commands one batch takes at most. */
    @WithDefault("256")
    int batchSize();

    /** How many commands may wait; beyond that callers get 503. */
    @WithDefault("4000")
    int queueCapacity();

    /** How long a command may wait before it is begun; after that its caller gets 503. */
    @WithDefault("5s")
    Duration queueDeadline();

    /** How long a batch may take before its connection is given up. */
    @WithDefault("20s")
    Duration batchTimeout();

    /** How many members' commands wait for a busy account at once, in each slot. */
    @WithDefault("2")
    int lockWaiters();
}
