package dev.huiyuan.shared.job;

import java.util.regex.Pattern;

/**
 * Where the ranges of a job's chunks come from.
 *
 * @param part what the job calls this kind of work
 * @param table the table whose ids are walked
 * @param column its column of ids, which has an index
 * @param rows how many rows of the table a chunk covers when it is planned
 * @param filter which rows of the table count, as SQL over its columns; an index should begin with what it compares
 */
public record ChunkSource(String part, String table, String column, int rows, String filter) {
    private static final Pattern IDENTIFIER = Pattern.compile("[a-z_]+");
    /** No text, nobody's input: a filter compares columns with numbers and truth values. */
    private static final Pattern FILTER = Pattern.compile("[a-z0-9_ =]+");

    /** A source of which every row counts. */
    public ChunkSource(String part, String table, String column, int rows) {
        this(part, table, column, rows, "true");
    }

    public ChunkSource {
        if (!IDENTIFIER.matcher(table).matches() || !IDENTIFIER.matcher(column).matches()) {
            throw new IllegalArgumentException(table + "." + column);
        }
        if (!FILTER.matcher(filter).matches()) throw new IllegalArgumentException(filter);
        if (rows < 1) throw new IllegalArgumentException("rows: " + rows);
    }
}
