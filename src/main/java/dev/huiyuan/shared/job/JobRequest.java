package dev.huiyuan.shared.job;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a job shall run.
 *
 * @param name the job
 * @param date the date to run for; today where absent
 * @param requestedBy the staff member who asked for it, if somebody did
 */
public record JobRequest(
        String name, @Nullable LocalDate date, @Nullable UUID requestedBy) {}
