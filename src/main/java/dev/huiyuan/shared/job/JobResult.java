package dev.huiyuan.shared.job;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run did.
 *
 * @param counts figures by name, such as {@code granted}
 */
@RegisterForReflection
public record JobResult(Map<String, Long> counts) {
    public JobResult {
        counts = Map.copyOf(counts);
    }

    /** A result with one figure. */
    public static JobResult of(String name, long count) {
        return new JobResult(Map.of(name, count));
    }

    /** Both results added up, figure by figure. */
    public JobResult plus(JobResult other) {
        Map<String, Long> sum = new TreeMap<>(counts);
        other.counts.forEach((name, count) -> sum.merge(name, count, Long::sum));
        return new JobResult(sum);
    }
}
