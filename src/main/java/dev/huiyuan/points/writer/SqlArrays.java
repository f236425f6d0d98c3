package dev.huiyuan.points.writer;

import static dev.huiyuan.shared.sql.SqlTypes.timestampOrNull;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Columns of a set of rows as the arrays that {@code unnest} takes. */
final class SqlArrays {
    private SqlArrays() {}

    static <T> UUID[] ids(List<T> rows, Function<T, @Nullable UUID> column) {
        UUID[] values = new UUID[rows.size()];
        for (int i = 0; i < values.length; i++) values[i] = column.apply(rows.get(i));
        return values;
    }

    static <T> String[] texts(List<T> rows, Function<T, @Nullable String> column) {
        String[] values = new String[rows.size()];
        for (int i = 0; i < values.length; i++) values[i] = column.apply(rows.get(i));
        return values;
    }

    static <T> OffsetDateTime[] timestamps(List<T> rows, Function<T, @Nullable Instant> column) {
        OffsetDateTime[] values = new OffsetDateTime[rows.size()];
        for (int i = 0; i < values.length; i++) values[i] = timestampOrNull(column.apply(rows.get(i)));
        return values;
    }

    static <T> Long[] longs(List<T> rows, ToLongFunction<T> column) {
        Long[] values = new Long[rows.size()];
        for (int i = 0; i < values.length; i++) values[i] = column.applyAsLong(rows.get(i));
        return values;
    }
}
