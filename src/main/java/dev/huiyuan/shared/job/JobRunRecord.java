package dev.huiyuan.shared.job;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is kept.
 *
 * @param id the run
 * @param name the job
 * @param date the date that was asked for, if one was
 * @param state how it stands
 * @param requestedBy the staff member who asked for it, if somebody did
 * @param startedAt when it started
 * @param finishedAt when it ended, if it did
 * @param processed rows done so far
 * @param planId the plan that it works on, if it works by chunks
 * @param chunks how many chunks its plan has, if it works by chunks
 * @param chunksDone how many of them are done, by this run or an earlier one of the same plan
 * @param result its figures; empty while it runs
 * @param lastError why it failed, for operators
 */
public record JobRunRecord(
        UUID id,
        String name,
        @Nullable LocalDate date,
        JobRunState state,
        @Nullable UUID requestedBy,
        Instant startedAt,
        @Nullable Instant finishedAt,
        long processed,
        @Nullable UUID planId,
        @Nullable Long chunks,
        @Nullable Long chunksDone,
        JobResult result,
        @Nullable String lastError) {}
