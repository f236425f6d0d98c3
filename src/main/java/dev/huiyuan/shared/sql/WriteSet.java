package dev.huiyuan.shared.sql;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes to several tables that go to the server as one statement, each a {@code with} part of it, because a statement of
 * its own for each costs as much as the writing. No part sees what another one writes, so no two may write the same row;
 * foreign keys are checked when all is written.
 */
public final class WriteSet {
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");
    private static final Map<List<Part>, String> STATEMENTS = new ConcurrentHashMap<>();

    private final List<Part> parts = new ArrayList<>();
    private final Tuple values = Tuple.tuple();

    /**
     * A part of the statement.
     *
     * @param sql the write, with parameters from {@code $1} on
     * @param values how many of them
     * @param complete whether one more says how many rows it must write
     */
    private record Part(String sql, int values, boolean complete) {
        int all() {
            return complete ? values + 1 : values;
        }
    }

    /** Adds a write of rows, as {@link RowSql#execute} takes them. */
    public void add(String sql, @Nullable Object... columns) {
        add(sql, false, columns);
    }

    /**
     * Adds an update that must find every row: the whole set fails where it does not. The database says so, because a
     * COMMIT may be on its way already.
     */
    public void addComplete(String sql, @Nullable Object... columns) {
        add(sql, true, columns);
        values.addValue((long) ((Object[]) columns[0]).length);
    }

    /** Adds a write of one row as plain values, which may be arrays. */
    public void addRow(String sql, @Nullable Object... row) {
        parts.add(new Part(sql, row.length, false));
        for (Object value : row) values.addValue(value);
    }

    private void add(String sql, boolean complete, @Nullable Object... columns) {
        boolean one = RowSql.isOne(columns);
        parts.add(new Part(one ? RowSql.ofOne(sql) : sql, columns.length, complete));
        RowSql.addTo(values, one, columns);
    }

    /** Sends everything; nothing where there is nothing to write. */
    public Uni<Void> run(SqlClient client) {
        if (parts.isEmpty()) return Uni.createFrom().voidItem();
        String sql = STATEMENTS.computeIfAbsent(List.copyOf(parts), WriteSet::statement);
        return client.preparedQuery(sql).execute(values).replaceWithVoid();
    }

    private static String statement(List<Part> parts) {
        StringBuilder sql = new StringBuilder("with ");
        List<String> checks = new ArrayList<>();
        int before = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            int offset = before;
            String numbered = PARAMETER
                    .matcher(part.sql)
                    .replaceAll(found -> "\\$" + (Integer.parseInt(found.group(1)) + offset));
            sql.append(i == 0 ? "" : ", ").append("w").append(i).append(" as (").append(numbered);
            before += part.all();
            if (part.complete) {
                sql.append(" returning 1");
                checks.add("shared_require_rows((select count(*) from w" + i + "), $" + before + "::bigint)");
            }
            sql.append(")");
        }
        return sql.append(" select ").append(String.join(", ", checks)).toString();
    }
}
