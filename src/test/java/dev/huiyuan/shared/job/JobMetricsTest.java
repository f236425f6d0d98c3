package dev.huiyuan.shared.job;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.HuiyuanTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class JobMetricsTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final JobRunner runner;
    private final JobMetrics metrics;
    private final ScriptedJob script;
    private final Transactions transactions;
    private final Clock clock;

    JobMetricsTest(JobRunner runner, JobMetrics metrics, ScriptedJob script, Transactions transactions, Clock clock) {
        this.runner = runner;
        this.metrics = metrics;
        this.script = script;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Test
    void failedRunShowsUntilOneSucceeds() {
        script.does(run -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(() -> runner.run(ScriptedJob.NAME).await().atMost(SOON))
                .hasMessage("broken");
        assertThat(gauge("huiyuan_job_failed")).isEqualTo(1);
        script.does(run -> Uni.createFrom().item(JobResult.of("done", 7)));
        runner.run(ScriptedJob.NAME).await().atMost(SOON);
        assertThat(gauge("huiyuan_job_failed")).isZero();
        assertThat(gauge("huiyuan_job_running")).isZero();
        assertThat(gauge("huiyuan_job_last_success_seconds"))
                .isBetween(clock.millis() / 1_000.0 - 10, clock.millis() / 1_000.0 + 1);
    }

    @Test
    void oldRunsAreForgottenButTheLatestSuccess() {
        script.does(run -> Uni.createFrom().item(JobResult.of("done", 7)));
        UUID old = new UUID(0x0100_0000_0000_7000L, 0x8000_0000_0000_0000L | System.nanoTime());
        transactions
                .run(connection -> connection
                        .preparedQuery(
                                "insert into job_run (id, name, state, holder, started_at, finished_at)"
                                        + " values ($1, $2, 'FAILED', $1, now() - interval '2 years', now() - interval '2 years')")
                        .execute(Tuple.of(old, ScriptedJob.NAME)))
                .await()
                .atMost(SOON);
        runner.run(ScriptedJob.NAME).await().atMost(SOON);
        runner.run(ScriptedJob.NAME).await().atMost(SOON);
        assertThatThrownBy(() -> runner.read(old).await().atMost(SOON)).isInstanceOf(RuntimeException.class);
        assertThat(runner.history(ScriptedJob.NAME, null, 5)
                        .await()
                        .atMost(SOON)
                        .items())
                .hasSizeGreaterThanOrEqualTo(2);
    }

    private double gauge(String name) {
        metrics.refresh().await().atMost(SOON);
        String line = given().get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .filter(each -> each.startsWith(name + "{job=\"" + ScriptedJob.NAME + "\""))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
