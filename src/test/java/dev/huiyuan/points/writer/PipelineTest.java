package dev.huiyuan.points.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.huiyuan.testing.Await;
import dev.huiyuan.testing.HuiyuanTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a batch writes and its COMMIT, sent in one go. */
@HuiyuanTest
class PipelineTest {
    private static final String INSERT = "insert into test_pipeline (ref, id) values ($1, $2)";
    private static final String COUNT = "select count(*) as rows from test_pipeline where ref = $1";

    @Inject
    Pool pool;

    @BeforeEach
    void haveTable() {
        String table = "create table if not exists test_pipeline (ref text primary key, id uuid not null)";
        Await.result(() -> pool.query(table).execute());
    }

    @Test
    void whatIsSentInFrontOfItsCommitIsThere() {
        String ref = UUID.randomUUID().toString();
        commit(ref, "select $1::uuid as known", UUID.randomUUID(), false);
        assertThat(rows(ref)).isEqualTo(1);
    }

    @Test
    void nothingIsCommittedWithoutAStatementThatCannotBeSent() {
        String ref = UUID.randomUUID().toString();
        assertThatThrownBy(() -> commit(ref, "select $1::uuid as first", "no id", false))
                .isInstanceOf(Exception.class);
        assertThat(rows(ref)).isZero();
    }

    @Test
    void nothingIsCommittedWithoutAStatementThatIsPreparedAndCannotBeSent() {
        String ref = UUID.randomUUID().toString();
        assertThatThrownBy(() -> commit(ref, "select $1::uuid as again", "no id", true))
                .isInstanceOf(Exception.class);
        assertThat(rows(ref)).isZero();
    }

    @Test
    void nothingIsCommittedWithoutAStatementThatTheDatabaseRefuses() {
        String ref = UUID.randomUUID().toString();
        assertThatThrownBy(() -> commit(ref, "select 1 / ($1::bigint - 1)", 1L, false))
                .hasMessageContaining("division by zero");
        assertThat(rows(ref)).isZero();
    }

    /** A row, and a statement behind it, with their commit. */
    private void commit(String ref, String behind, Object value, boolean prepared) {
        pool.getConnection()
                .chain(connection -> prepare(connection, prepared ? behind : "select $1::uuid")
                        .chain(() -> connection.query("begin").execute())
                        .chain(() -> {
                            Pipeline pipeline = new Pipeline();
                            pipeline.add(connection.preparedQuery(INSERT).execute(Tuple.of(ref, UUID.randomUUID())));
                            pipeline.add(connection.preparedQuery(behind).execute(Tuple.of(value)));
                            return pipeline.runAndCommit(connection);
                        })
                        .call(() -> connection.close())
                        // Whatever may be on its way is done before anybody looks.
                        .onFailure()
                        .call(() -> rollback(connection)))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private static Uni<Void> prepare(SqlConnection connection, String sql) {
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(UUID.randomUUID()))
                .chain(() ->
                        connection.preparedQuery(INSERT).execute(Tuple.of("-" + UUID.randomUUID(), UUID.randomUUID())))
                .replaceWithVoid();
    }

    /** A connection that was cut is no longer the pool's. */
    private static Uni<Void> rollback(SqlConnection connection) {
        return connection
                .query("rollback")
                .execute()
                .chain(() -> connection.close())
                .onFailure()
                .recoverWithNull();
    }

    private long rows(String ref) {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(ref))
                .map(rows -> rows.iterator().next().getLong("rows"))
                .await()
                .atMost(Duration.ofSeconds(10));
    }
}
