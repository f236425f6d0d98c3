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
import java.util.Objects;

/** How the latest run of each job stands, in every instance: wherever it runs, and though its process may be gone. */
@ApplicationScoped
class JobMetrics {
    private final List<String> jobs;
    private final JobRuns runs;
    private final Clock clock;
    private final MultiGauge running;
    private final MultiGauge failed;
    private final MultiGauge chunks;
    private final MultiGauge processed;
    private final MultiGauge duration;
    private final MultiGauge success;
    private final MultiGauge result;

    JobMetrics(@Any Instance<Job> jobs, JobRuns runs, MeterRegistry registry, Clock clock) {
        this.jobs = jobs.stream().map(Job::name).toList();
        this.runs = runs;
        this.clock = clock;
        running = MultiGauge.builder("huiyuan.job.running").register(registry);
        failed = MultiGauge.builder("huiyuan.job.failed").register(registry);
        chunks = MultiGauge.builder("huiyuan.job.chunks").register(registry);
        processed = MultiGauge.builder("huiyuan.job.processed").register(registry);
        duration = MultiGauge.builder("huiyuan.job.duration.seconds").register(registry);
        success = MultiGauge.builder("huiyuan.job.last.success.seconds").register(registry);
        result = MultiGauge.builder("huiyuan.job.last.result").register(registry);
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
                .invoke(latest -> showSuccesses(latest.values()))
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

    private void showSuccesses(Collection<JobRunRecord> latest) {
        set(success, latest, run -> end(run).getEpochSecond());
        List<MultiGauge.Row<?>> figures = new ArrayList<>();
        for (JobRunRecord run : latest) {
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
