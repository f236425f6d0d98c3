package dev.huiyuan.shared.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How the latest run of each job stands, in every instance: wherever it runs, and though its process may be gone. */
@ApplicationScoped
class JobMetrics {
    private final List<String> jobs;
    private final JobRuns runs;
    private final DatabaseStart database;
    private final Clock clock;
    private final MultiGauge running;
    private final MultiGauge failed;
    private final MultiGauge chunks;
    private final MultiGauge processed;
    private final MultiGauge duration;
    private final MultiGauge success;
    private final MultiGauge result;

    JobMetrics(@Any Instance<Job> jobs, JobRuns runs, DatabaseStart database, MeterRegistry registry, Clock clock) {
        this.jobs = jobs.stream().map(Job::name).toList();
        this.runs = runs;
        this.database = database;
        this.clock = clock;
        running = gauge(registry, "running", "1 while the latest run of the job is under way");
        failed = gauge(registry, "failed", "1 when the latest run of the job failed or died");
        chunks = gauge(registry, "chunks", "Chunks of the latest run of the job, by state");
        processed = gauge(registry, "processed", "What the latest run of the job has dealt with so far");
        duration = gauge(registry, "duration.seconds", "How long the latest run of the job took, or has taken so far");
        success = gauge(
                registry,
                "last.success.seconds",
                "When the job last succeeded, or the database was started if it never did; epoch seconds");
        result = gauge(registry, "last.result", "What the job counted when it last succeeded");
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder("huiyuan.job." + name)
                .description(description)
                .register(registry);
    }

    /** A figure of a run. */
    private interface Figure {
        double of(JobRunRecord run);
    }

    @Scheduled(
            every = "${huiyuan.jobs.metrics-interval:15s}",
            delayed = "5s",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = "job-metrics")
    Uni<Void> refresh() {
        return runs.latest(jobs)
                .invoke(latest -> show(latest.values()))
                .chain(() -> runs.latestSuccesses(jobs))
                .call(latest -> database.at().invoke(since -> showSuccesses(latest, since)))
                .replaceWithVoid();
    }

    private void show(Collection<JobRunRecord> latest) {
        set(running, latest, run -> run.state() == JobRunState.RUNNING ? 1 : 0);
        set(failed, latest, run -> run.state() == JobRunState.FAILED || run.state() == JobRunState.ABANDONED ? 1 : 0);
        set(processed, latest, JobRunRecord::processed);
        set(duration, latest, this::seconds);
        List<MultiGauge.Row<?>> parts = new ArrayList<>();
        for (JobRunRecord run : latest) {
            if (run.chunks() == null) continue;
            long done = Objects.requireNonNullElse(run.chunksDone(), 0L);
            parts.add(MultiGauge.Row.of(Tags.of("job", run.name(), "state", "done"), done));
            parts.add(MultiGauge.Row.of(Tags.of("job", run.name(), "state", "left"), run.chunks() - done));
        }
        chunks.register(parts, true);
    }

    private void showSuccesses(Map<String, JobRunRecord> latest, Instant databaseSince) {
        List<MultiGauge.Row<?>> ends = new ArrayList<>();
        for (String job : jobs) {
            JobRunRecord run = latest.get(job);
            Instant end = run == null ? databaseSince : end(run);
            ends.add(MultiGauge.Row.of(Tags.of("job", job), end.getEpochSecond()));
        }
        success.register(ends, true);
        List<MultiGauge.Row<?>> figures = new ArrayList<>();
        for (JobRunRecord run : latest.values()) {
            run.result()
                    .counts()
                    .forEach((figure, count) ->
                            figures.add(MultiGauge.Row.of(Tags.of("job", run.name(), "figure", figure), count)));
        }
        result.register(figures, true);
    }

    private static void set(MultiGauge gauge, Collection<JobRunRecord> of, Figure figure) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (JobRunRecord run : of) rows.add(MultiGauge.Row.of(Tags.of("job", run.name()), figure.of(run)));
        gauge.register(rows, true);
    }

    private double seconds(JobRunRecord run) {
        return Duration.between(run.startedAt(), end(run)).toMillis() / 1_000.0;
    }

    private Instant end(JobRunRecord run) {
        return run.finishedAt() == null ? clock.instant() : run.finishedAt();
    }
}
