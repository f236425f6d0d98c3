package dev.huiyuan.shared.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Duration, outcome and figures of the runs of this instance. */
final class JobMetrics {
    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();

    JobMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    void succeeded(String job, Duration duration, JobResult result) {
        registry.timer("huiyuan.job.duration", "job", job, "outcome", "succeeded")
                .record(duration);
        set("huiyuan.job.last.success.seconds", Tags.of("job", job), clock.millis() / 1_000);
        result.counts()
                .forEach((figure, count) ->
                        set("huiyuan.job.last.result", Tags.of("job", job, "figure", figure), count));
    }

    void failed(String job, Duration duration) {
        registry.timer("huiyuan.job.duration", "job", job, "outcome", "failed").record(duration);
    }

    private void set(String name, Tags tags, long value) {
        gauges.computeIfAbsent(name + tags, key -> {
                    AtomicLong gauge = new AtomicLong();
                    registry.gauge(name, tags, gauge);
                    return gauge;
                })
                .set(value);
    }
}
