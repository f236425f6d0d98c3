package dev.huiyuan.shared.paging;

import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, newest first.
 *
 * @param items the items
 * @param nextCursor the cursor of the next page; absent on the last one
 */
public record Page<T>(
        List<T> items,

        @Schema(examples = "AZgAAAAAcACAAAAAAAAAAQ") @Nullable
        String nextCursor) {
    /**
     * Cuts a page from rows that were read with one more than the limit.
     *
     * @param rows up to {@code limit + 1} rows in order
     * @param limit the page's size
     * @param idOf the id that the next page continues after
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, java.util.UUID> idOf) {
        if (rows.size() <= limit) return new Page<>(rows, null);
        List<T> items = List.copyOf(rows.subList(0, limit));
        return new Page<>(items, Cursor.encode(idOf.apply(items.get(limit - 1))));
    }

    /** The same page with every item mapped. */
    public <R> Page<R> map(Function<T, R> mapper) {
        return new Page<>(items.stream().map(mapper).toList(), nextCursor);
    }
}
