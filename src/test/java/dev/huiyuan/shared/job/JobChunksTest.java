package dev.huiyuan.shared.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.HuiyuanTest;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.redis.client.Command;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class JobChunksTest {
    private static final int ROWS = 95;
    private static final int ROWS_A_CHUNK = 10;
    private static final ChunkSource SOURCE = new ChunkSource("ROWS", "job_test_row", "id", ROWS_A_CHUNK);
    /** Counts each row of the chunk, so that a chunk that is done twice shows. */
    private static final String COUNT = "update job_test_row set times = times + 1 where id > $1 and id <= $2";

    private final JobRunner runner;
    private final JobChunks chunks;
    private final ChunkPlanner planner;
    private final ScriptedJob job;
    private final Pool pool;
    private final Transactions transactions;
    private final Ids ids;
    private final ReactiveRedisDataSource redis;
    private final Clock clock;
    private String purpose = "";

    JobChunksTest(
            JobRunner runner,
            JobChunks chunks,
            ChunkPlanner planner,
            ScriptedJob job,
            Pool pool,
            Transactions transactions,
            Ids ids,
            ReactiveRedisDataSource redis,
            Clock clock) {
        this.runner = runner;
        this.chunks = chunks;
        this.planner = planner;
        this.job = job;
        this.pool = pool;
        this.transactions = transactions;
        this.ids = ids;
        this.redis = redis;
        this.clock = clock;
    }

    @BeforeEach
    void rows() {
        purpose = ids.next().toString();
        UUID[] rows = Stream.generate(ids::next).limit(ROWS).toArray(UUID[]::new);
        await(pool.query("create table job_test_row (id uuid primary key, times int not null default 0)")
                .execute());
        await(pool.preparedQuery("insert into job_test_row (id) select * from unnest($1::uuid[])")
                .execute(Tuple.of(rows)));
    }

    @AfterEach
    void drop() {
        await(pool.query("drop table job_test_row").execute());
        await(redis.execute(Command.DEL, TrafficBoard.KEY));
    }

    @Test
    void rangesCoverEveryIdOnce() {
        List<Chunk> planned = await(planner.plan(pool, SOURCE));
        assertThat(planned).hasSize(10);
        assertThat(planned.getFirst().after()).isEqualTo(Chunk.FIRST);
        assertThat(planned.getLast().upTo()).isEqualTo(Chunk.LAST);
        for (int i = 1; i < planned.size(); i++) {
            assertThat(planned.get(i).after()).isEqualTo(planned.get(i - 1).upTo());
        }
        List<Chunk> one = await(planner.plan(pool, new ChunkSource("ROWS", "job_test_row", "id", 1_000)));
        assertThat(one).containsExactly(new Chunk("ROWS", Chunk.FIRST, Chunk.LAST));
    }

    @Test
    void everyChunkIsDoneOnceAndCounted() {
        job.does(run -> work(run, this::count));
        JobRunner.Started started = start();
        await(started.result());
        assertThat(times()).containsOnly(1).hasSize(ROWS);
        JobRunRecord run = await(runner.read(started.runId()));
        assertThat(run.processed()).isEqualTo(ROWS);
        assertThat(run.chunks()).isEqualTo(10);
        assertThat(run.chunksDone()).isEqualTo(10);
    }

    @Test
    void nextRunForTheSamePurposeGoesOnWhereAFailedOneStopped() {
        AtomicInteger before = new AtomicInteger();
        job.does(run -> work(
                run,
                (connection, chunk) -> count(connection, chunk).invoke(done -> {
                    if (before.incrementAndGet() > 4) throw new IllegalStateException("no more");
                })));
        JobRunner.Started failed = start();
        assertThatThrownBy(() -> await(failed.result())).hasMessageContaining("no more");
        assertThat(times().stream().mapToInt(Integer::intValue).sum()).isEqualTo(4 * ROWS_A_CHUNK);
        JobRunRecord broken = await(runner.read(failed.runId()));
        assertThat(broken.state()).isEqualTo(JobRunState.FAILED);
        assertThat(broken.chunksDone()).isEqualTo(4);
        assertThat(broken.lastError()).contains("no more");

        job.does(run -> work(run, this::count));
        JobRunner.Started resumed = start();
        await(resumed.result());
        assertThat(times()).containsOnly(1).hasSize(ROWS);
        JobRunRecord rest = await(runner.read(resumed.runId()));
        assertThat(rest.planId()).isEqualTo(broken.planId());
        assertThat(rest.processed()).isEqualTo(ROWS - 4 * ROWS_A_CHUNK);
    }

    @Test
    void anotherPurposeAndAFinishedPlanStartAnew() {
        job.does(run -> work(run, this::count));
        JobRunner.Started first = start();
        await(first.result());
        JobRunner.Started again = start();
        await(again.result());
        assertThat(times()).containsOnly(2);
        assertThat(await(runner.read(again.runId())).planId())
                .isNotEqualTo(await(runner.read(first.runId())).planId());

        job.does(run -> work(run, (connection, chunk) -> Uni.createFrom().failure(new IllegalStateException("no"))));
        JobRunner.Started broken = start();
        assertThatThrownBy(() -> await(broken.result())).hasMessageContaining("no");
        purpose = purpose + "-2";
        job.does(run -> work(run, this::count));
        JobRunner.Started other = start();
        await(other.result());
        assertThat(times()).containsOnly(3);
        assertThat(await(runner.read(other.runId())).planId())
                .isNotEqualTo(await(runner.read(broken.runId())).planId());
    }

    @Test
    void runThatWasTakenOverCommitsNoChunk() {
        job.does(run ->
                work(run, (connection, chunk) -> count(connection, chunk).call(() -> abandon(run.id()))));
        JobRunner.Started zombie = start();
        assertThatThrownBy(() -> await(zombie.result())).hasMessageContaining("taken over");
        assertThat(times()).containsOnly(0);
        job.does(run -> work(run, this::count));
        await(start().result());
        assertThat(times()).containsOnly(1);
    }

    @Test
    void chunkThatADeadRunnersConnectionHoldsIsWaitedFor() {
        job.does(run -> chunks.plan(run, purpose, List.of(SOURCE))
                .chain(plan -> Uni.createFrom().failure(new IllegalStateException("killed after planning"))));
        JobRunner.Started killed = start();
        assertThatThrownBy(() -> await(killed.result())).hasMessageContaining("killed");
        UUID plan = await(runner.read(killed.runId())).planId();
        SqlConnection zombie = await(pool.getConnection());
        await(zombie.query("begin").execute());
        await(zombie.preparedQuery("select from job_chunk where plan_id = $1 and no = 3 for update")
                .execute(Tuple.of(plan)));

        job.does(run -> work(run, this::count));
        JobRunner.Started next = start();
        next.result().subscribe().with(done -> {}, failure -> {});
        org.awaitility.Awaitility.await().until(() -> chunksDone(next) == 9);
        assertThat(await(runner.read(next.runId())).state()).isEqualTo(JobRunState.RUNNING);
        await(zombie.query("rollback").execute());
        await(zombie.close());
        await(next.result());
        assertThat(times()).containsOnly(1).hasSize(ROWS);
    }

    @Test
    void chunkThatTakesTooLongIsCutIntoSmallerOnes() {
        job.does(run -> work(
                run,
                (connection, chunk) -> count(connection, chunk)
                        .call(done -> done.rows() > 4
                                ? timeOut(connection)
                                : Uni.createFrom().voidItem())));
        JobRunner.Started started = start();
        await(started.result());
        assertThat(times()).containsOnly(1).hasSize(ROWS);
        assertThat(chunksDone(started)).isGreaterThan(20);
    }

    @Test
    void chunkThatCannotBeCutFailsTheRun() {
        job.does(run -> work(run, (connection, chunk) -> timeOut(connection).replaceWith(ChunkDone.of(0))));
        JobRunner.Started started = start();
        assertThatThrownBy(() -> await(started.result())).hasMessageContaining("statement timeout");
        assertThat(times()).containsOnly(0);
    }

    private static Uni<Void> timeOut(SqlConnection connection) {
        return connection
                .query("set local statement_timeout = 5; select pg_sleep(1)")
                .execute()
                .replaceWithVoid();
    }

    @Test
    void workAfterTheCommitIsDoneForEachChunk() {
        AtomicInteger committed = new AtomicInteger();
        job.does(run -> work(
                run,
                (connection, chunk) ->
                        count(connection, chunk).map(done -> new ChunkDone(done.rows(), committed::incrementAndGet))));
        await(start().result());
        assertThat(committed).hasValue(10);
    }

    @Test
    void workersTakeTurnsBesideLiveTraffic() {
        assertThat(mostAtWork()).isEqualTo(2);
        await(redis.execute(Command.HSET, TrafficBoard.KEY, "elsewhere", clock.millis() + ":0.1"));
        purpose = purpose + "-2";
        assertThat(mostAtWork()).isEqualTo(1);
        assertThat(times()).containsOnly(2).hasSize(ROWS);
    }

    private int mostAtWork() {
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        job.does(run -> work(run, (connection, chunk) -> {
            most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
            return count(connection, chunk)
                    .onItem()
                    .delayIt()
                    .by(Duration.ofMillis(20))
                    .invoke(atWork::decrementAndGet);
        }));
        await(start().result());
        return most.get();
    }

    private Uni<ChunkDone> count(SqlConnection connection, Chunk chunk) {
        return connection
                .preparedQuery(COUNT)
                .execute(Tuple.of(chunk.after(), chunk.upTo()))
                .map(rows -> ChunkDone.of(rows.rowCount()));
    }

    private Uni<JobResult> work(JobRun run, ChunkWork work) {
        return chunks.plan(run, purpose, List.of(SOURCE))
                .call(plan -> chunks.work(run, plan, 2, work))
                .call(plan -> transactions.run(connection -> chunks.finish(connection, run, plan)))
                .map(plan -> JobResult.of("done", 1));
    }

    private Uni<Void> abandon(UUID runId) {
        return pool.preparedQuery("update job_run set state = 'ABANDONED', finished_at = now() where id = $1")
                .execute(Tuple.of(runId))
                .replaceWithVoid();
    }

    private JobRunner.Started start() {
        return await(runner.start(new JobRequest(ScriptedJob.NAME, null, null)));
    }

    private long chunksDone(JobRunner.Started run) {
        Long done = await(runner.read(run.runId())).chunksDone();
        return done == null ? 0 : done;
    }

    private List<Integer> times() {
        List<Integer> times = new ArrayList<>();
        await(pool.query("select times from job_test_row").execute()).forEach(row -> times.add(row.getInteger(0)));
        return times;
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(20));
    }
}
