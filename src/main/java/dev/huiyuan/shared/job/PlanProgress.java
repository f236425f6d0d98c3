package dev.huiyuan.shared.job;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a plan is.
 *
 * @param planId the plan
 * @param chunks how many chunks it has
 * @param chunksDone how many of them are done
 * @param rows rows done so far, by all of its runs
 * @param isRunning whether a run works on it now
 * @param lastError why its latest run failed, if it did
 */
public record PlanProgress(
        UUID planId,
        long chunks,
        long chunksDone,
        long rows,
        boolean isRunning,
        @Nullable String lastError) {}
