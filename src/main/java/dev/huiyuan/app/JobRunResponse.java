package dev.huiyuan.app;

import dev.huiyuan.shared.job.JobRunRecord;
import dev.huiyuan.shared.job.JobRunState;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A run of a job.
 *
 * @param id the run
 * @param job the job
 * @param date the date that was asked for, if one was
 * @param state how it stands
 * @param requestedBy the staff member who started it, if somebody did
 * @param startedAt when it started
 * @param finishedAt when it ended
 * @param processed rows done so far
 * @param chunks how many chunks it is cut into; absent where it is not
 * @param chunksDone how many of them are done
 * @param result figures by name, once it has ended
 * @param lastError why it failed
 */
@Schema(name = "JobRun")
record JobRunResponse(
        @Schema(examples = "019aa4c1-0000-7000-8000-000000000001")
        UUID id,

        @Schema(examples = "birthday") String job,
        @Schema(examples = "2026-11-21") @Nullable LocalDate date,
        JobRunState state,
        @Nullable UUID requestedBy,
        @Schema(examples = "2026-11-21T00:10:00+08:00") OffsetDateTime startedAt,

        @Schema(examples = "2026-11-21T00:10:04+08:00") @Nullable
        OffsetDateTime finishedAt,

        @Schema(examples = "2740", minimum = "0", maximum = "9007199254740991")
        long processed,

        @Schema(examples = "100", minimum = "0", maximum = "9007199254740991") @Nullable
        Long chunks,

        @Schema(examples = "37", minimum = "0", maximum = "9007199254740991") @Nullable
        Long chunksDone,

        @Schema(examples = "{\"granted\": 2740}") Map<String, Long> result,
        @Nullable String lastError) {
    static JobRunResponse of(JobRunRecord run, ZoneId zone) {
        return new JobRunResponse(
                run.id(),
                run.name(),
                run.date(),
                run.state(),
                run.requestedBy(),
                run.startedAt().atZone(zone).toOffsetDateTime(),
                run.finishedAt() == null ? null : run.finishedAt().atZone(zone).toOffsetDateTime(),
                run.processed(),
                run.chunks(),
                run.chunksDone(),
                run.result().counts(),
                run.lastError());
    }
}
