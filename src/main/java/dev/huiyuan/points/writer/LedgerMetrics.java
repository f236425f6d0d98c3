package dev.huiyuan.points.writer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
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
        batchSize = DistributionSummary.builder("huiyuan.ledger.batch.size")
                .description("Commands that shared a transaction")
                .register(registry);
        batchDuration = Timer.builder("huiyuan.ledger.batch.duration")
                .description("How long a batch of commands took, from its first statement to its commit")
                .register(registry);
    }

    void watchQueue(AtomicInteger length) {
        Gauge.builder("huiyuan.ledger.queue", length, AtomicInteger::get)
                .description("Commands that wait for a writer")
                .register(registry);
    }

    void batch(int size, long nanos) {
        batchSize.record(size);
        batchDuration.record(Duration.ofNanos(nanos));
    }

    /** Counts a refusal by its problem code. */
    void refused(String code) {
        Counter.builder("huiyuan.ledger.refusals")
                .tag("code", code)
                .description("Commands that were refused, by the problem's code")
                .register(registry)
                .increment();
    }

    /** Counts a batch that failed, by what it told. */
    void failed(Failure failure) {
        Counter.builder("huiyuan.ledger.failures")
                .tag("kind", failure.name())
                .description("Batches that failed, by what the database told")
                .register(registry)
                .increment();
    }
}
