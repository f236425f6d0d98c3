package dev.huiyuan.shared.sql;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Instants as the PostgreSQL client wants them: {@code timestamptz} maps to {@link OffsetDateTime} only. */
public final class SqlTypes {
    private SqlTypes() {}

    /** An instant as a parameter. */
    public static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** An instant or null as a parameter. */
    public static @Nullable OffsetDateTime timestampOrNull(@Nullable Instant instant) {
        return instant == null ? null : timestamp(instant);
    }

    /** An instant from a column that is never null. */
    public static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    /** An instant from a column that may be null. */
    public static @Nullable Instant instantOrNull(Row row, String column) {
        @Nullable OffsetDateTime value = row.getOffsetDateTime(column);
        return value == null ? null : value.toInstant();
    }
}
