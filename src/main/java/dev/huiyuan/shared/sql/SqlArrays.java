package dev.huiyuan.shared.sql;

import static dev.huiyuan.shared.sql.SqlTypes.timestampOrNull;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Columns of a set of rows as the arrays that {@code unnest} takes. */
public final class SqlArrays {
    private SqlArrays() {}

    /** A column of ids. */
    public static <T> UUID[] ids(List<T> rows, Function<T, @Nullable UUID> column) {
        UUID[] values = new UUID[rows.size()];
        for (int i = 0; i < values.length; i++) values[i] = column.apply(rows.get(i));
        return values;
    }

    /** A column of texts. */
    public static <T> String[] texts(List<T> rows, Function<T, @Nullable String> column) {
        String[] values = new String[rows.size()];
        for (int i = 0; i < values.length; i++) values[i] = column.apply(rows.get(i));
        return values;
    }

    /** A column of instants. */
    public static <T> OffsetDateTime[] timestamps(List<T> rows, Function<T, @Nullable Instant> column) {
        OffsetDateTime[] values = new OffsetDateTime[rows.size()];
        for (int i = 0; i < values.length; i++) values[i] = timestampOrNull(column.apply(rows.get(i)));
        return values;
    }

    /** A column of numbers. */
    public static <T> Long[] longs(List<T> rows, ToLongFunction<T> column) {
        Long[] values = new Long[rows.size()];
        for (int i = 0; i < values.length; i++) values[i] = column.applyAsLong(rows.get(i));
        return values;
    }

    /** A column of small numbers. */
    public static <T> Integer[] integers(List<T> rows, ToIntFunction<T> column) {
        Integer[] values = new Integer[rows.size()];
        for (int i = 0; i < values.length; i++) values[i] = column.applyAsInt(rows.get(i));
        return values;
    }

    /** A few ids in one column, as PostgreSQL writes an array of them: an array of arrays would lose its rows. */
    public static String idList(List<UUID> ids) {
        StringBuilder text = new StringBuilder("{");
        for (UUID id : ids) text.append(text.length() == 1 ? "" : ",").append(id);
        return text.append('}').toString().toLowerCase(Locale.ROOT);
    }
}
