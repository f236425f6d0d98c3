package dev.huiyuan.points.writer;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What the ledger's writers tell about themselves. */
@ApplicationScoped
class LedgerMetrics {
    private final MeterRegistry registry;
    private final DistributionSummary batchSize;
    private final Timer batchDuration;

    LedgerMetrics(MeterRegistry registry) {
        this.registry = registry;
        batchSize = registry.summary("huiyuan.ledger.batch.size");
        batchDuration = registry.timer("huiyuan.ledger.batch.duration");
    }

    void watchQueue(AtomicInteger length) {
        registry.gauge("huiyuan.ledger.queue", length);
    }

    void batch(int size, long nanos) {
        batchSize.record(size);
        batchDuration.record(Duration.ofNanos(nanos));
    }

    /** Counts a refusal by its problem code. */
    void refused(String code) {
        registry.counter("huiyuan.ledger.refusals", "code", code).increment();
    }

    /** Counts a batch that failed, by what it told. */
    void failed(Failure failure) {
        registry.counter("huiyuan.ledger.failures", "kind", failure.name()).increment();
    }
}
