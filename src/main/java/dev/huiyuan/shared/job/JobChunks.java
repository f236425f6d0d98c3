package dev.huiyuan.shared.job;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Work in chunks that survives its runner. A job plans once ({@link #plan}), works ({@link #work}) and finishes
 * ({@link #finish}); where its run is killed or fails, the job's next run for the same purpose goes on with the chunks
 * that are left. Each chunk is one transaction, claimed by the lock of its row, and counted in that transaction. A
 * chunk that runs into the statement's time limit is cut into smaller ones.
 */
@ApplicationScoped
public class JobChunks {
    private static final int KEPT_PLANS = 100;
    private static final String QUERY_CANCELED = "57014";
    /** Between two looks at chunks that somebody else still holds: soon at first, as chunks are short, then less often. */
    private static final long FIRST_RECHECK_MILLIS = 5;

    private static final long RECHECK_MILLIS = 200;
    /** Between two looks at whether it is the own turn: a tenth of what a chunk takes. */
    private static final long TURN_MILLIS = 10;

    private static final String FIND =
            "select id from job_plan where job = $1 and purpose = $2 and finished_at is null";
    private static final String OPEN = "insert into job_plan (id, job, purpose, created_at) values ($1, $2, $3, $4)";
    private static final String ADD = """
            insert into job_chunk (plan_id, no, part, after_id, up_to_id)
            select $1, c.place + (select coalesce(max(no), -1) from job_chunk where plan_id = $1), c.part, c.after_id, c.up_to_id
            from unnest($2::text[], $3::uuid[], $4::uuid[])
                with ordinality as c (part, after_id, up_to_id, place)
            """;
    private static final String LOCK_PLAN = "select id from job_plan where id = $1 for no key update";
    private static final String SHORTEN = """
            update job_chunk set up_to_id = $3 where (plan_id, no) in (
                select plan_id, no from job_chunk
                where plan_id = $1 and no = $2 and up_to_id = $4 and done_at is null for update skip locked)
            """;
    private static final String CLAIM = """
            select no, part, after_id, up_to_id from job_chunk
            where plan_id = $1 and done_at is null order by no limit 1 for update skip locked
            """;
    private static final String IS_LEFT =
            "select exists (select from job_chunk where plan_id = $1 and done_at is null) as is_left";
    private static final String COMPLETE =
            "update job_chunk set done_at = $3, rows = $4 where plan_id = $1 and no = $2 and done_at is null";
    private static final String FINISH = "update job_plan set finished_at = $2 where id = $1 and finished_at is null";
    private static final String FORGET = """
            delete from job_plan where id <> $3 and id in (
                select id from job_plan where job = $1 order by id desc offset $2)
            """;
    private static final String PROGRESS = """
            select p.id, c.chunks, c.chunks_done, c.rows, r.state = 'RUNNING' as running, r.last_error
            from unnest($1::uuid[]) as p (id)
            cross join lateral (select count(*) as chunks, count(done_at) as chunks_done, coalesce(sum(rows), 0)::bigint
                as rows from job_chunk where plan_id = p.id) c
            left join lateral (select state, last_error from job_run where plan_id = p.id order by id desc limit 1) r
                on true
            """;

    private final Pool pool;
    private final Transactions transactions;
    private final ChunkPlanner planner;
    private final JobThrottle throttle;
    private final Ids ids;
    private final Clock clock;

    JobChunks(Pool pool, Transactions transactions, ChunkPlanner planner, JobThrottle throttle, Ids ids, Clock clock) {
        this.pool = pool;
        this.transactions = transactions;
        this.planner = planner;
        this.throttle = throttle;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Finds the unfinished plan of the run's job for a purpose, or makes one: all chunks of it or none.
     *
     * @param purpose what tells this piece of work from others of the job, such as its date
     * @param sources where the chunks come from, in the order in which they are done
     */
    public Uni<ChunkPlan> plan(JobRun run, String purpose, List<ChunkSource> sources) {
        return transactions.run(connection -> connection
                .preparedQuery(FIND)
                .execute(Tuple.of(run.job(), purpose))
                .chain(found -> found.size() > 0
                        ? Uni.createFrom()
                                .item(new ChunkPlan(found.iterator().next().getUUID("id"), true, sources))
                        : open(connection, run.job(), purpose, sources))
                .call(plan -> run.workOn(connection, plan)));
    }

    private Uni<ChunkPlan> open(SqlConnection connection, String job, String purpose, List<ChunkSource> sources) {
        ChunkPlan plan = new ChunkPlan(ids.next(), false, sources);
        List<Chunk> chunks = new ArrayList<>();
        Uni<Void> planned = Uni.createFrom().voidItem();
        for (ChunkSource source : sources) {
            planned = planned.chain(() -> planner.plan(connection, source))
                    .invoke(chunks::addAll)
                    .replaceWithVoid();
        }
        return planned.chain(() -> connection
                        .preparedQuery(OPEN)
                        .execute(Tuple.of(plan.id(), job, purpose, timestamp(clock.instant()))))
                .chain(() -> add(connection, plan, chunks))
                .replaceWith(plan);
    }

    private static Uni<Void> add(SqlConnection connection, ChunkPlan plan, List<Chunk> chunks) {
        return connection
                .preparedQuery(ADD)
                .execute(Tuple.of(
                        plan.id(),
                        chunks.stream().map(Chunk::part).toArray(String[]::new),
                        chunks.stream().map(Chunk::after).toArray(UUID[]::new),
                        chunks.stream().map(Chunk::upTo).toArray(UUID[]::new)))
                .replaceWithVoid();
    }

    /**
     * Does every chunk that is left. When a worker fails the others go on with what they can do, and this fails.
     *
     * @param workers how many chunks are done at once, each on a connection of its own; beside live traffic they take
     *     turns, one chunk at a time
     */
    public Uni<Void> work(JobRun run, ChunkPlan plan, int workers, ChunkWork work) {
        AtomicBoolean turn = new AtomicBoolean();
        List<Uni<Void>> loops = Stream.generate(() -> loop(run, plan, work, turn))
                .limit(workers)
                .toList();
        // join: the workers are side by side; none is left alone with a run that has ended.
        return Uni.join().all(loops).andCollectFailures().replaceWithVoid();
    }

    private enum Step {
        DONE,
        /** Somebody else holds what is left. */
        WAIT,
        /** It is another worker's turn. */
        ASIDE,
        END
    }

    private Uni<Void> loop(JobRun run, ChunkPlan plan, ChunkWork work, AtomicBoolean turn) {
        AtomicLong pause = new AtomicLong(FIRST_RECHECK_MILLIS);
        // repeat: a recursion of chains would grow with the number of chunks.
        return Uni.createFrom()
                .deferred(() -> inTurn(run, plan, work, turn, pause))
                .repeat()
                .until(step -> step == Step.END)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Beside live traffic only one worker is at work: what people wait for slows down more with each that is. */
    private Uni<Step> inTurn(JobRun run, ChunkPlan plan, ChunkWork work, AtomicBoolean turn, AtomicLong pause) {
        if (turn.compareAndSet(false, true)) {
            return timed(run, plan, work, pause, () -> turn.set(false));
        }
        return throttle.isBusy()
                .chain(busy -> busy ? after(TURN_MILLIS, Step.ASIDE) : timed(run, plan, work, pause, () -> {}));
    }

    private Uni<Step> timed(JobRun run, ChunkPlan plan, ChunkWork work, AtomicLong pause, Runnable worked) {
        long start = System.nanoTime();
        // deferred: whatever fails, it has worked.
        Uni<Step> done = Uni.createFrom()
                .deferred(() -> step(run, plan, work))
                .onTermination()
                .invoke(worked);
        return done.call(step -> switch (step) {
            case DONE -> throttle.rest(Duration.ofNanos(System.nanoTime() - start));
            // Their transactions end by themselves, or with their connections.
            case WAIT -> after(pause.getAndUpdate(millis -> Math.min(RECHECK_MILLIS, 2 * millis)), step);
            case ASIDE, END -> Uni.createFrom().voidItem();
        });
    }

    /** delayIt: waiting is all that this does. */
    private static Uni<Step> after(long millis, Step step) {
        return Uni.createFrom().item(step).onItem().delayIt().by(Duration.ofMillis(millis));
    }

    private Uni<Step> step(JobRun run, ChunkPlan plan, ChunkWork work) {
        return transactions
                .run(connection -> connection
                        .preparedQuery(CLAIM)
                        .execute(Tuple.of(plan.id()))
                        .chain(claimed -> claimed.size() > 0
                                ? work(
                                        connection,
                                        new Claim(run, plan, claimed.iterator().next()),
                                        work)
                                : look(connection, run, plan)))
                .onFailure(TooMuch.class)
                .recoverWithUni(this::split)
                .invoke(done -> done.afterCommit().run())
                .map(Done::step);
    }

    /** A statement ran into its time limit. Says so past what turns failures of the database into problems. */
    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final transient Claim claim;

        TooMuch(Claim claim, Throwable failure) {
            super(failure.getMessage(), failure);
            this.claim = claim;
        }

        static boolean is(Throwable failure) {
            return failure instanceof PgException refused && QUERY_CANCELED.equals(refused.getSqlState());
        }
    }

    /** Cuts the chunk that was too much into smaller ones, unless another worker has it, cut it or did it by now. */
    private Uni<Done> split(TooMuch failure) {
        Claim claim = failure.claim;
        ChunkSource source = claim.plan.source(claim.chunk().part());
        return transactions.run(connection -> planner.split(connection, source, claim.chunk())
                .chain(parts ->
                        parts.size() == 1 ? Uni.createFrom().failure(failure) : replace(connection, claim, parts))
                .call(() -> claim.run.checkpoint(connection, 0))
                .replaceWith(new Done(Step.DONE, () -> {})));
    }

    /** Under the lock of the plan, as new chunks take the next numbers. */
    private static Uni<Void> replace(SqlConnection connection, Claim claim, List<Chunk> parts) {
        Tuple shorter = Tuple.of(
                claim.plan.id(),
                claim.row.getInteger("no"),
                parts.getFirst().upTo(),
                claim.chunk().upTo());
        return connection
                .preparedQuery(LOCK_PLAN)
                .execute(Tuple.of(claim.plan.id()))
                .chain(() -> connection.preparedQuery(SHORTEN).execute(shorter))
                .chain(shortened -> shortened.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : add(connection, claim.plan, parts.subList(1, parts.size())));
    }

    private record Done(Step step, Runnable afterCommit) {}

    /** A chunk's row, locked. */
    private record Claim(JobRun run, ChunkPlan plan, Row row) {
        Chunk chunk() {
            return new Chunk(row.getString("part"), row.getUUID("after_id"), row.getUUID("up_to_id"));
        }
    }

    private Uni<Done> work(SqlConnection connection, Claim claim, ChunkWork work) {
        return work.work(connection, claim.chunk())
                .onFailure(TooMuch::is)
                .transform(failure -> new TooMuch(claim, failure))
                .call(done -> connection
                        .preparedQuery(COMPLETE)
                        .execute(Tuple.of(
                                claim.plan.id(), claim.row.getInteger("no"), timestamp(clock.instant()), done.rows())))
                .call(done -> claim.run.checkpoint(connection, done.rows()))
                .map(done -> new Done(Step.DONE, done.afterCommit()));
    }

    private static Uni<Done> look(SqlConnection connection, JobRun run, ChunkPlan plan) {
        return connection
                .preparedQuery(IS_LEFT)
                .execute(Tuple.of(plan.id()))
                .map(rows -> rows.iterator().next().getBoolean("is_left") ? Step.WAIT : Step.END)
                .call(() -> run.checkpoint(connection, 0))
                .map(step -> new Done(step, () -> {}));
    }

    /** Closes a plan whose chunks are all done, in the caller's transaction, and forgets the job's oldest ones. */
    public Uni<Void> finish(SqlConnection connection, JobRun run, ChunkPlan plan) {
        return connection
                .preparedQuery(FINISH)
                .execute(Tuple.of(plan.id(), timestamp(clock.instant())))
                .chain(() ->
                        connection.preparedQuery(FORGET).execute(Tuple.of(run.job(), (long) KEPT_PLANS, plan.id())))
                .chain(() -> run.checkpoint(connection, 0));
    }

    /** How far plans are, by plan. */
    public Uni<Map<UUID, PlanProgress>> progress(List<UUID> planIds) {
        return pool.preparedQuery(PROGRESS)
                .execute(Tuple.of(planIds.toArray(UUID[]::new)))
                .map(JobChunks::progress);
    }

    private static Map<UUID, PlanProgress> progress(RowSet<Row> rows) {
        Map<UUID, PlanProgress> progress = new HashMap<>();
        for (Row row : rows) {
            UUID id = row.getUUID("id");
            progress.put(
                    id,
                    new PlanProgress(
                            id,
                            row.getLong("chunks"),
                            row.getLong("chunks_done"),
                            row.getLong("rows"),
                            Boolean.TRUE.equals(row.getBoolean("running")),
                            row.getString("last_error")));
        }
        return progress;
    }
}
