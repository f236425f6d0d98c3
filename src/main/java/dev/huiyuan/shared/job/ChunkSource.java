package dev.huiyuan.shared.job;

import java.util.regex.Pattern;

/**
 * Where the ranges of a job's chunks come from.
 *
 * @param part what the job calls this kind of work
 * @param table the table whose ids are walked
 * @param column its column of ids, which has an index
 * @param rows how many rows of the table a chunk covers when it is planned
 */
public record ChunkSource(String part, String table, String column, int rows) {
    private static final Pattern IDENTIFIER = Pattern.compile("[a-z_]+");

    public ChunkSource {
        if (!IDENTIFIER.matcher(table).matches() || !IDENTIFIER.matcher(column).matches()) {
            throw new IllegalArgumentException(table + "." + column);
        }
        if (rows < 1) throw new IllegalArgumentException("rows: " + rows);
    }
}
