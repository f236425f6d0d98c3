package dev.huiyuan.shared.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.huiyuan.testing.HuiyuanTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class WriteSetTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String INSERT =
            "insert into write_set_test (id, amount, tags) select id, amount, $3::text[] from unnest($1::uuid[], $2::bigint[])"
                    + " as n (id, amount)";
    private static final String UPDATE = "update write_set_test t set amount = u.amount from"
            + " unnest($1::uuid[], $2::bigint[]) as u (id, amount) where t.id = u.id";
    private static final String ROW = "insert into write_set_test (id, amount, tags) values ($1, $2, $3)";

    private final Pool pool;

    WriteSetTest(Pool pool) {
        this.pool = pool;
    }

    @BeforeEach
    void create() {
        run("create table write_set_test (id uuid primary key, amount bigint not null, tags text[])");
    }

    @AfterEach
    void drop() {
        run("drop table write_set_test");
    }

    @Test
    void partsOfOneRowAndOfSeveralGoTogether() {
        UUID[] ids = ids(4);
        write(set -> set.add(INSERT, array(ids[0]), new Long[] {1L}, null));
        write(set -> {
            set.addComplete(UPDATE, array(ids[0]), new Long[] {10L});
            set.add(INSERT, array(ids[1], ids[2]), new Long[] {2L, 3L}, null);
            set.addRow(ROW, ids[3], 4L, new String[] {"a", "b"});
        });
        assertThat(amounts()).containsExactly(2L, 3L, 4L, 10L);
    }

    @Test
    void updateOfARowThatIsGoneWritesNothingAtAll() {
        UUID[] ids = ids(3);
        write(set -> set.add(INSERT, array(ids[0]), new Long[] {1L}, null));
        for (int others = 0; others < 2; others++) {
            UUID[] wanted = others == 0 ? array(ids[1]) : array(ids[0], ids[1]);
            Long[] amounts = others == 0 ? new Long[] {9L} : new Long[] {8L, 9L};
            assertThatThrownBy(() -> write(set -> {
                        set.addRow(ROW, ids[2], 4L, null);
                        set.addComplete(UPDATE, wanted, amounts);
                    }))
                    .isInstanceOfSatisfying(
                            PgException.class,
                            refused -> assertThat(refused.getSqlState()).isEqualTo("22000"));
        }
        assertThat(amounts()).containsExactly(1L);
    }

    @Test
    void nothingToWriteIsNotSent() {
        write(set -> {});
        assertThat(amounts()).isEmpty();
    }

    @Test
    void singleRowGoesAsPlainValues() {
        assertThat(RowSql.ofOne(UPDATE))
                .isEqualTo("update write_set_test t set amount = u.amount from"
                        + " (values ($1::uuid, $2::bigint)) as u (id, amount) where t.id = u.id");
    }

    @Test
    void singleRowMayHoldNull() {
        UUID[] ids = ids(1);
        write(set -> set.add(INSERT, array(ids[0]), new Long[] {1L}, null));
        RowSet<Row> found = RowSql.execute(
                        pool,
                        "select t.amount from unnest($1::uuid[], $2::text[]) as n (id, other) join write_set_test t"
                                + " on t.id = n.id where n.other is null",
                        array(ids[0]),
                        new String[] {null})
                .await()
                .atMost(SOON);
        assertThat(found.size()).isOne();
    }

    private interface Filling {
        void fill(WriteSet set);
    }

    private void write(Filling filling) {
        WriteSet set = new WriteSet();
        filling.fill(set);
        set.run(pool).await().atMost(SOON);
    }

    private List<Long> amounts() {
        return StreamSupport.stream(
                        run("select amount from write_set_test order by amount").spliterator(), false)
                .map(row -> row.getLong("amount"))
                .toList();
    }

    private RowSet<Row> run(String sql) {
        return pool.query(sql).execute().await().atMost(SOON);
    }

    private static UUID[] ids(int count) {
        UUID[] ids = new UUID[count];
        for (int i = 0; i < count; i++) ids[i] = UUID.randomUUID();
        return ids;
    }

    private static UUID[] array(UUID... ids) {
        return ids;
    }
}
