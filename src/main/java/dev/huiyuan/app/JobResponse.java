package dev.huiyuan.app;

import dev.huiyuan.shared.job.JobRunner;
import java.time.ZoneId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A job.
 *
 * @param name its name
 * @param schedule the cron expression by which it runs; absent where it runs by hand only
 * @param lastRun its latest run, which may be going on
 */
@Schema(name = "Job")
record JobResponse(
        @Schema(examples = "birthday") String name,
        @Schema(examples = "0 10 0 * * ?") @Nullable String schedule,
        @Nullable JobRunResponse lastRun) {
    static JobResponse of(JobRunner.Status job, ZoneId zone) {
        return new JobResponse(
                job.name(), job.schedule(), job.lastRun() == null ? null : JobRunResponse.of(job.lastRun(), zone));
    }
}
