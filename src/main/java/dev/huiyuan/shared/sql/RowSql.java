package dev.huiyuan.shared.sql;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Statements over rows that are given as arrays, one a column: {@code unnest($1::uuid[], $2::bigint[])}. A single row goes
 * as plain values instead, over which PostgreSQL runs the same statement in about two thirds of the time.
 */
public final class RowSql {
    private static final Pattern ROWS = Pattern.compile("unnest\\(((?:\\$\\d+::[a-z]+\\[],?\\s*)+)\\)");
    private static final Map<String, String> OF_ONE = new ConcurrentHashMap<>();

    private RowSql() {}

    /**
     * Runs a statement.
     *
     * @param sql the statement, with its rows as {@code unnest} of typed parameters
     * @param columns the columns as arrays of one length, and plain values
     */
    public static Uni<RowSet<Row>> execute(SqlClient client, String sql, @Nullable Object... columns) {
        boolean one = isOne(columns);
        Tuple values = Tuple.tuple();
        addTo(values, one, columns);
        return client.preparedQuery(one ? ofOne(sql) : sql).execute(values);
    }

    /** The statement over a single row of plain values. */
    static String ofOne(String sql) {
        return OF_ONE.computeIfAbsent(
                sql,
                many -> ROWS.matcher(many).replaceAll(rows -> {
                    String values = rows.group(1).replace("[]", "");
                    return Matcher.quoteReplacement("(values (" + values + "))");
                }));
    }

    /** Whether columns are those of a single row. */
    static boolean isOne(@Nullable Object... columns) {
        return columns[0] instanceof Object[] first && first.length == 1;
    }

    /** Adds columns to a statement's values, a single row's as plain values. */
    static void addTo(Tuple values, boolean one, @Nullable Object... columns) {
        for (Object column : columns) values.addValue(one && column instanceof Object[] cells ? cells[0] : column);
    }
}
