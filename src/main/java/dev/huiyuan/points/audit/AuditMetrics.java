package dev.huiyuan.points.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the last finished audit found, in every instance: wherever the audit ran, and though its process may be gone.
 * Alarm on differences above 0, and on a last audit that is too old.
 */
@ApplicationScoped
class AuditMetrics {
    private final AuditRuns runs;
    private final AtomicReference<@Nullable AuditRecord> latest = new AtomicReference<>();

    AuditMetrics(AuditRuns runs, MeterRegistry registry) {
        this.runs = runs;
        registry.gauge("huiyuan.ledger.audit.differences", this, metrics -> metrics.figure(AuditRecord::differences));
        registry.gauge("huiyuan.ledger.audit.members", this, metrics -> metrics.figure(AuditRecord::members));
        registry.gauge(
                "huiyuan.ledger.audit.finished.seconds",
                this,
                metrics -> metrics.figure(audit -> end(audit).getEpochSecond()));
        registry.gauge(
                "huiyuan.ledger.audit.duration.seconds",
                this,
                metrics -> metrics.figure(
                        audit -> Duration.between(audit.startedAt(), end(audit)).toSeconds()));
    }

    /** A figure of an audit. */
    private interface Figure {
        long of(AuditRecord audit);
    }

    /** Shows an audit that has just finished. */
    void show(AuditRecord audit) {
        latest.set(audit);
    }

    @Scheduled(
            every = "${huiyuan.points.audit.refresh-interval:60s}",
            delayed = "5s",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = "ledger-audit-metrics")
    Uni<Void> refresh() {
        return runs.latest().invoke(found -> found.forEach(this::show)).replaceWithVoid();
    }

    private double figure(Figure figure) {
        AuditRecord audit = latest.get();
        return audit == null ? Double.NaN : figure.of(audit);
    }

    private static Instant end(AuditRecord audit) {
        return audit.finishedAt() == null ? audit.startedAt() : audit.finishedAt();
    }
}
