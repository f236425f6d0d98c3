package dev.huiyuan.shared.job;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One run of a job, as the job sees it. */
public final class JobRun {
    private final UUID id;
    private final String job;
    private final Instant startedAt;
    private final @Nullable LocalDate date;
    private final JobRuns runs;

    JobRun(UUID id, String job, Instant startedAt, @Nullable LocalDate date, JobRuns runs) {
        this.id = id;
        this.job = job;
        this.startedAt = startedAt;
        this.date = date;
        this.runs = runs;
    }

    /** The run's id. */
    public UUID id() {
        return id;
    }

    /** The job's name. */
    public String job() {
        return job;
    }

    /** When it started. */
    public Instant startedAt() {
        return startedAt;
    }

    /** The date that it runs for: the one asked for, else the day of its start. */
    public LocalDate date(ZoneId zone) {
        return date != null ? date : LocalDate.ofInstant(startedAt, zone);
    }

    /**
     * Records progress and renews the lease, in the transaction of the chunk that it is about. Fails when another
     * runner has taken over, so that the chunk is rolled back.
     *
     * @param processed how many more rows are done
     */
    public Uni<Void> checkpoint(SqlConnection connection, long processed) {
        return runs.checkpoint(connection, id, processed);
    }

    /** Records that this run works on a plan; fails as {@link #checkpoint} does. */
    Uni<Void> workOn(SqlConnection connection, ChunkPlan plan) {
        return runs.workOn(connection, id, plan.id());
    }
}
