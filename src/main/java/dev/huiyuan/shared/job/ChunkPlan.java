package dev.huiyuan.shared.job;

import java.util.List;
import java.util.UUID;

/**
 * The chunks of one piece of work, done by one run or, after a crash, by several.
 *
 * @param id the plan
 * @param resumed whether an earlier run has begun it
 * @param sources where its chunks come from
 */
public record ChunkPlan(UUID id, boolean resumed, List<ChunkSource> sources) {
    public ChunkPlan {
        sources = List.copyOf(sources);
    }

    /** The source of a part. */
    ChunkSource source(String part) {
        return sources.stream()
                .filter(source -> source.part().equals(part))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the plan has no part " + part));
    }
}
