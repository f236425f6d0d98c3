package dev.huiyuan.shared.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Delivery of events. */
@ConfigMapping(prefix = "huiyuan.outbox")
public interface OutboxConfig {
    /** Whether this instance delivers events. */
    @WithDefault("true")
    boolean enabled();

    /** How long the relay sleeps when there was nothing to deliver. */
    @WithDefault("200ms")
    Duration pollInterval();

    /** How many rows, each with the events of one booking or of a batch of them, one transaction delivers at most. */
    @WithDefault("32")
    int batchSize();

    /** The longest pause after failures. */
    @WithDefault("30s")
    Duration maxBackOff();
}
