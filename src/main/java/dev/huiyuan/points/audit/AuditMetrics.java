package dev.huiyuan.points.audit;

import dev.huiyuan.shared.job.DatabaseStart;
import io.micrometer.core.instrument.Gauge;
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
    private final DatabaseStart database;
    private final AtomicReference<@Nullable AuditRecord> latest = new AtomicReference<>();
    private final AtomicReference<@Nullable Instant> databaseSince = new AtomicReference<>();

    AuditMetrics(AuditRuns runs, DatabaseStart database, MeterRegistry registry) {
        this.runs = runs;
        this.database = database;
        gauge(registry, "differences", "Differences that the last finished audit found", AuditRecord::differences);
        gauge(registry, "members", "Members whose books the last finished audit looked at", AuditRecord::members);
        gauge(
                registry,
                "duration.seconds",
                "How long the last finished audit took",
                audit -> Duration.between(audit.startedAt(), end(audit)).toSeconds());
        Gauge.builder("huiyuan.ledger.audit.finished.seconds", this, AuditMetrics::finished)
                .description(
                        "When the last audit finished, or the database was started if none ever did; epoch seconds")
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String description, Figure figure) {
        Gauge.builder("huiyuan.ledger.audit." + name, this, metrics -> metrics.figure(figure))
                .description(description)
                .register(registry);
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
        return runs.latest()
                .invoke(found -> found.forEach(this::show))
                .chain(found -> latest.get() == null
                        ? database.at().invoke(databaseSince::set).replaceWithVoid()
                        : Uni.createFrom().voidItem());
    }

    private double finished() {
        AuditRecord audit = latest.get();
        Instant instant = audit == null ? databaseSince.get() : end(audit);
        return instant == null ? Double.NaN : instant.getEpochSecond();
    }

    private double figure(Figure figure) {
        AuditRecord audit = latest.get();
        return audit == null ? Double.NaN : figure.of(audit);
    }

    private static Instant end(AuditRecord audit) {
        return audit.finishedAt() == null ? audit.startedAt() : audit.finishedAt();
    }
}
