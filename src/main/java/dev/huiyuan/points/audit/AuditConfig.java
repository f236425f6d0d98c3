package dev.huiyuan.points.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the ledger is audited. */
@ConfigMapping(prefix = "huiyuan.points.audit")
public interface AuditConfig {
    /**
     * How many entries a range of members has. Larger is faster in all, and each statement takes longer; a range that
     * takes too long is cut into smaller ones.
     */
    @WithDefault("1000000")
    int entriesPerRange();

    /** How many entries are compared with their business keys at once. */
    @WithDefault("500000")
    int keysPerRange();

    /** How many ranges are checked at once, each on a connection of its own. */
    @WithDefault("2")
    int workers();

    /** Memory for each sort or hash table of a range's statement, as PostgreSQL writes it. */
    @WithDefault("64MB")
    String workMemory();

    /** How long a range's statement may take. Shorter than the silence after which a connection is cut. */
    @WithDefault("15s")
    Duration statementTimeout();

    /** How often an instance looks at the last finished audit for its metrics. */
    @WithDefault("60s")
    String refreshInterval();
}
