package dev.huiyuan.shared.job;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of runs, and the lease that its running rows are. */
@ApplicationScoped
class JobRuns {
    private static final int MAX_ERROR_CHARACTERS = 1_000;

    private static final String ABANDON = """
            update job_run set state = 'ABANDONED', finished_at = $2, last_error = 'no heartbeat'
            where name = $1 and state = 'RUNNING' and heartbeat_at < clock_timestamp() - $3 * interval '1 millisecond'
            """;
    private static final String OPEN = """
            insert into job_run (id, name, run_date, state, holder, requested_by, started_at)
            values ($1, $2, $3, 'RUNNING', $4, $5, $6)
            on conflict (name) where state = 'RUNNING' do nothing
            """;
    private static final String CHECKPOINT = """
            update job_run set heartbeat_at = clock_timestamp(), processed = processed + $2
            where id = $1 and state = 'RUNNING'
            """;
    private static final String WORK_ON = """
            update job_run set heartbeat_at = clock_timestamp(), plan_id = $2 where id = $1 and state = 'RUNNING'
            """;
    private static final String FINISH = """
            update job_run set state = $2, finished_at = $3, counts = $4::text::jsonb, last_error = $5
            where id = $1 and state = 'RUNNING'
            """;
    private static final String COLUMNS = """
            r.id, r.name, r.run_date, r.state, r.requested_by, r.started_at, r.finished_at, r.processed,
            r.counts::text as counts, r.last_error, r.plan_id, c.chunks, c.chunks_done""";
    /** After {@code job_run r}. */
    private static final String CHUNKS = """
             left join lateral (select count(*) as chunks, count(done_at) as chunks_done
                from job_chunk where plan_id = r.plan_id) c on r.plan_id is not null
            """;

    private static final String LATEST = "select " + COLUMNS + """
             from unnest($1::text[]) as n (name) cross join lateral (
                select * from job_run j where j.name = n.name and ($2::text is null or j.state = $2)
                order by j.id desc limit 1) r
            """ + CHUNKS;
    /** The latest one of a job stays, however old it is. */
    private static final String FORGET = """
            delete from job_run where name = $1 and state <> 'RUNNING' and id < $2
                and id is distinct from (
                    select l.id from job_run l where l.name = $1 and l.state = 'SUCCEEDED' order by l.id desc limit 1)
            """;

    private static final String PAGE = "select " + COLUMNS
            + " from (select * from job_run where name = $1 and id < $2 order by id desc limit $3) r" + CHUNKS
            + " order by r.id desc";
    private static final String READ = "select " + COLUMNS + " from job_run r" + CHUNKS + " where r.id = $1";

    private final Pool pool;
    private final Transactions transactions;
    private final Ids ids;
    private final Json json;
    private final Clock clock;
    private final JobConfig config;
    /** This instance. */
    private final UUID holder;

    JobRuns(Pool pool, Transactions transactions, Ids ids, Json json, Clock clock, JobConfig config) {
        this.pool = pool;
        this.transactions = transactions;
        this.ids = ids;
        this.json = json;
        this.clock = clock;
        this.config = config;
        holder = ids.next();
    }

    /** Takes the lease; problem {@code job-running} while another run has it. */
    Uni<JobRun> open(JobRequest request) {
        UUID id = ids.next();
        Instant now = clock.instant();
        return transactions.run(connection -> connection
                .preparedQuery(ABANDON)
                .execute(Tuple.of(
                        request.name(), timestamp(now), config.leaseTtl().toMillis()))
                .chain(() -> connection
                        .preparedQuery(FORGET)
                        .execute(Tuple.of(request.name(), Ids.lowest(now.minus(config.runsKeptFor())))))
                .chain(() -> connection
                        .preparedQuery(OPEN)
                        .execute(Tuple.of(
                                id, request.name(), request.date(), holder, request.requestedBy(), timestamp(now))))
                .map(rows -> {
                    if (rows.rowCount() == 0) throw ProblemCode.JOB_RUNNING.with();
                    return new JobRun(id, request.name(), now, request.date(), this);
                }));
    }

    Uni<Void> checkpoint(SqlConnection connection, UUID id, long processed) {
        return requireLease(connection.preparedQuery(CHECKPOINT).execute(Tuple.of(id, processed)), id);
    }

    Uni<Void> workOn(SqlConnection connection, UUID id, UUID planId) {
        return requireLease(connection.preparedQuery(WORK_ON).execute(Tuple.of(id, planId)), id);
    }

    private static Uni<Void> requireLease(Uni<RowSet<Row>> update, UUID id) {
        return update.invoke(rows -> {
                    if (rows.rowCount() == 0) throw new IllegalStateException("run " + id + " was taken over");
                })
                .replaceWithVoid();
    }

    Uni<Void> succeed(UUID id, JobResult result) {
        return finish(Tuple.of(
                id, JobRunState.SUCCEEDED.name(), timestamp(clock.instant()), json.text(result.counts()), null));
    }

    Uni<Void> fail(UUID id, Throwable failure) {
        String error = String.valueOf(failure);
        return finish(Tuple.of(
                id,
                JobRunState.FAILED.name(),
                timestamp(clock.instant()),
                "{}",
                error.substring(0, Math.min(error.length(), MAX_ERROR_CHARACTERS))));
    }

    private Uni<Void> finish(Tuple values) {
        return pool.preparedQuery(FINISH).execute(values).replaceWithVoid();
    }

    /** The latest run of each of some jobs that ever ran. */
    Uni<Map<String, JobRunRecord>> latest(Collection<String> jobs) {
        return latest(jobs, null);
    }

    /** The latest run of each of some jobs that succeeded. */
    Uni<Map<String, JobRunRecord>> latestSuccesses(Collection<String> jobs) {
        return latest(jobs, JobRunState.SUCCEEDED);
    }

    private Uni<Map<String, JobRunRecord>> latest(Collection<String> jobs, @Nullable JobRunState state) {
        return pool.preparedQuery(LATEST)
                .execute(Tuple.of(jobs.toArray(String[]::new), state == null ? null : state.name()))
                .map(rows -> {
                    Map<String, JobRunRecord> byName = new HashMap<>();
                    for (JobRunRecord run : records(rows)) byName.put(run.name(), run);
                    return byName;
                });
    }

    /** Runs of a job before an id, newest first. */
    Uni<List<JobRunRecord>> page(String name, UUID before, int limit) {
        return pool.preparedQuery(PAGE).execute(Tuple.of(name, before, limit)).map(JobRuns::records);
    }

    Uni<JobRunRecord> read(UUID id) {
        return pool.preparedQuery(READ)
                .execute(Tuple.of(id))
                .map(rows -> records(rows).getFirst());
    }

    private static List<JobRunRecord> records(RowSet<Row> rows) {
        List<JobRunRecord> records = new ArrayList<>(rows.size());
        for (Row row : rows) records.add(toRecord(row));
        return records;
    }

    private static JobRunRecord toRecord(Row row) {
        Map<String, Long> counts = new HashMap<>();
        new JsonObject(row.getString("counts"))
                .forEach(count -> counts.put(count.getKey(), ((Number) count.getValue()).longValue()));
        return new JobRunRecord(
                row.getUUID("id"),
                row.getString("name"),
                row.getLocalDate("run_date"),
                JobRunState.valueOf(row.getString("state")),
                row.getUUID("requested_by"),
                instant(row, "started_at"),
                instantOrNull(row, "finished_at"),
                row.getLong("processed"),
                row.getUUID("plan_id"),
                row.getLong("chunks"),
                row.getLong("chunks_done"),
                new JobResult(counts),
                row.getString("last_error"));
    }
}
