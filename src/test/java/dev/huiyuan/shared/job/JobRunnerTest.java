package dev.huiyuan.shared.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.HuiyuanTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class JobRunnerTest {
    private final JobRunner runner;
    private final ScriptedJob job;
    private final Pool pool;
    private final Transactions transactions;

    JobRunnerTest(JobRunner runner, ScriptedJob job, Pool pool, Transactions transactions) {
        this.runner = runner;
        this.job = job;
        this.pool = pool;
        this.transactions = transactions;
    }

    @Test
    void resultAndProgressAreKept() {
        job.does(run ->
                transactions.run(connection -> run.checkpoint(connection, 3)).replaceWith(JobResult.of("done", 3)));
        JobRunner.Started started = start();
        assertThat(await(started.result()).counts()).containsEntry("done", 3L);
        JobRunRecord run = await(runner.read(started.runId()));
        assertThat(run.state()).isEqualTo(JobRunState.SUCCEEDED);
        assertThat(run.processed()).isEqualTo(3);
        assertThat(run.result().counts()).containsEntry("done", 3L);
        assertThat(run.finishedAt()).isNotNull();
    }

    @Test
    void failureIsKeptAndTheNextRunMayStart() {
        job.does(run -> Uni.createFrom().failure(new IllegalStateException("broken")));
        JobRunner.Started started = start();
        assertThatThrownBy(() -> await(started.result())).hasMessage("broken");
        JobRunRecord run = await(runner.read(started.runId()));
        assertThat(run.state()).isEqualTo(JobRunState.FAILED);
        assertThat(run.lastError()).contains("broken");
        job.does(next -> nothing());
        await(runner.run(ScriptedJob.NAME));
    }

    @Test
    void secondRunIsRefusedWhileTheFirstHasTheLease() {
        JobRunner.Started first = start();
        assertThatThrownBy(() -> await(runner.run(ScriptedJob.NAME)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ProblemCode.JOB_RUNNING));
        job.does(run -> nothing());
        await(first.result());
    }

    @Test
    void runWithoutHeartbeatIsTakenOverAndCannotCommitAnyMore() {
        job.does(run ->
                transactions.run(connection -> run.checkpoint(connection, 1)).replaceWith(JobResult.of("done", 1)));
        JobRunner.Started dead = start();
        age(dead.runId());
        await(runner.run(ScriptedJob.NAME));
        assertThat(await(runner.read(dead.runId())).state()).isEqualTo(JobRunState.ABANDONED);
        assertThatThrownBy(() -> await(dead.result())).hasMessageContaining("taken over");
    }

    private JobRunner.Started start() {
        return await(runner.start(new JobRequest(ScriptedJob.NAME, null, null)));
    }

    private void age(UUID runId) {
        await(pool.preparedQuery("update job_run set heartbeat_at = now() - interval '1 hour' where id = $1")
                .execute(Tuple.of(runId)));
    }

    private static Uni<JobResult> nothing() {
        return Uni.createFrom().item(JobResult.of("done", 0));
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(20));
    }
}
