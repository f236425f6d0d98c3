package dev.huiyuan.shared.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.testing.HuiyuanTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that goes away is no defect of ours: callers are told to come back. */
@HuiyuanTest
class DatabaseLossTest {
    @Inject
    Transactions transactions;

    @Inject
    Pool pool;

    @Test
    void sessionEndedBetweenTwoStatementsIsNoInternalError() {
        assertThatThrownBy(() -> await(
                        transactions.run(connection -> endSession(connection).chain(ended -> select(connection)))))
                .extracting(failure -> failure.getMessage())
                .isIn("overloaded", "outcome-unknown");
        assertThat(await(transactions.run(DatabaseLossTest::select))).isEqualTo(1);
    }

    @Test
    void sessionThatEndsItselfIsNoInternalError() {
        assertThatThrownBy(() -> await(transactions.run(connection -> connection
                        .query("select pg_terminate_backend(pg_backend_pid())")
                        .execute()
                        .chain(() -> select(connection)))))
                .extracting(failure -> failure.getMessage())
                .isIn("overloaded", "outcome-unknown");
    }

    @Test
    void statementThatTakesTooLongIsCancelledAndCallersComeBack() {
        assertThatThrownBy(() -> await(transactions.run(connection -> connection
                        .query("set local statement_timeout = 50")
                        .execute()
                        .chain(() -> connection.query("select pg_sleep(5)").execute()))))
                .hasMessage("overloaded");
    }

    @Test
    void defectsStayWhatTheyAre() {
        assertThatThrownBy(() -> await(transactions.run(
                        connection -> connection.query("select 1 / 0").execute())))
                .isInstanceOf(PgException.class);
        assertThat(DatabaseLoss.of(new IllegalStateException("defect"))).isEmpty();
    }

    @Test
    void whatNeverReachedTheServerHadNoEffect() {
        assertThat(DatabaseLoss.of(new ConnectException("refused"))).contains(ProblemCode.OVERLOADED);
        assertThat(DatabaseLoss.of(new IOException("Connection reset by peer"))).contains(ProblemCode.OUTCOME_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"53300", "57P01", "57014", "08006", "25006", "25P03"})
    void whatTheServerRefusesHadNoEffect(String state) {
        assertThat(DatabaseLoss.of(new PgException("no", "FATAL", state, ""))).contains(ProblemCode.OVERLOADED);
    }

    /** Ends the session of a connection from another one, and waits until it is over. */
    private Uni<Integer> endSession(SqlConnection connection) {
        return connection
                .query("select pg_backend_pid()")
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0))
                .chain(pid -> pool.query("select pg_terminate_backend(" + pid + ", 5000)")
                        .execute())
                .map(rows -> rows.iterator().next().getBoolean(0) ? 1 : 0);
    }

    private static Uni<Integer> select(SqlConnection connection) {
        return connection
                .query("select 1")
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(30));
    }
}
