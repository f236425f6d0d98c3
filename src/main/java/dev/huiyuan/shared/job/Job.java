package dev.huiyuan.shared.job;

import io.smallrye.mutiny.Uni;

/** Work that runs by schedule or by hand. The runner collects all beans of this type. */
public interface Job {
    /** The job's name, such as {@code birthday}: lower-case letters and hyphens. */
    String name();

    /**
     * Does everything that is due at the run's date and was not done yet. Repeating it changes nothing. Each chunk's
     * transaction calls {@link JobRun#checkpoint}.
     */
    Uni<JobResult> run(JobRun run);
}
