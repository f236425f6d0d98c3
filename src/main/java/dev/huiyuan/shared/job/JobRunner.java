package dev.huiyuan.shared.job;

import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs jobs, one run of each at a time across all instances. */
@ApplicationScoped
public class JobRunner {
    private static final Logger LOG = Logger.getLogger(JobRunner.class);

    private final SortedMap<String, Job> jobs = new TreeMap<>();
    private final JobRuns runs;
    private final JobConfig config;

    JobRunner(@Any Instance<Job> jobs, JobRuns runs, JobConfig config) {
        for (Job job : jobs) this.jobs.put(job.name(), job);
        this.runs = runs;
        this.config = config;
    }

    /** A run that has begun: its id, and its result once it ends. */
    public record Started(UUID runId, Uni<JobResult> result) {}

    /** A job with its cron expression, if it has one, and its latest run, if it ran. */
    public record Status(
            String name,
            @Nullable String schedule,
            @Nullable JobRunRecord lastRun) {}

    /**
     * Runs a job for today and waits for its end.
     *
     * @return the figures; problems {@code not-found} for an unknown job and {@code job-running}
     */
    public Uni<JobResult> run(String name) {
        return run(new JobRequest(name, null, null));
    }

    /** Runs a job and waits for its end; see {@link #run(String)}. */
    public Uni<JobResult> run(JobRequest request) {
        return start(request).chain(Started::result);
    }

    /**
     * Takes the job's lease. The work begins when the result is subscribed to, and goes on when the subscriber leaves.
     *
     * @return the run; problems {@code not-found} for an unknown job and {@code job-running}
     */
    public Uni<Started> start(JobRequest request) {
        @Nullable Job job = jobs.get(request.name());
        if (job == null) return Uni.createFrom().failure(ProblemCode.NOT_FOUND.with());
        return runs.open(request)
                .map(run -> new Started(run.id(), execute(job, run).memoize().indefinitely()));
    }

    /** All jobs with their latest runs, by name. */
    public Uni<List<Status>> list() {
        return runs.latest(jobs.keySet())
                .map(latest -> jobs.keySet().stream()
                        .map(name -> new Status(name, config.schedule().get(name), latest.get(name)))
                        .toList());
    }

    /** Runs of a job, newest first; problem {@code not-found} for an unknown job. */
    public Uni<Page<JobRunRecord>> history(String name, @Nullable String cursor, int limit) {
        if (!jobs.containsKey(name)) return Uni.createFrom().failure(ProblemCode.NOT_FOUND.with());
        return runs.page(name, Cursor.decode(cursor), limit + 1).map(rows -> Page.of(rows, limit, JobRunRecord::id));
    }

    /** A run. */
    public Uni<JobRunRecord> read(UUID runId) {
        return runs.read(runId);
    }

    private Uni<JobResult> execute(Job job, JobRun run) {
        return Uni.createFrom()
                .deferred(() -> job.run(run))
                .call(result -> runs.succeed(run.id(), result))
                .invoke(result -> LOG.logf(level(result), "job %s, run %s: %s", job.name(), run.id(), result.counts()))
                .onFailure()
                .call(failure -> {
                    LOG.errorf(failure, "job %s, run %s failed", job.name(), run.id());
                    return runs.fail(run.id(), failure);
                });
    }

    /** That there was nothing to do every minute of the night is no news. */
    private static Logger.Level level(JobResult result) {
        boolean nothing = result.counts().values().stream().allMatch(count -> count == 0);
        return nothing ? Logger.Level.DEBUG : Logger.Level.INFO;
    }

    /** The names of all jobs, sorted. */
    public Set<String> names() {
        return Collections.unmodifiableSet(jobs.keySet());
    }

    /** All jobs by name. */
    Map<String, Job> jobs() {
        return jobs;
    }
}
