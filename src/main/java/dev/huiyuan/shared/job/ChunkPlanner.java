package dev.huiyuan.shared.job;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Cuts a table's ids into ranges by walking their index: an edge every so many rows. The ranges cover every id there
 * can be, whether or not the table has it now.
 */
@ApplicationScoped
public class ChunkPlanner {
    /** Edges a statement, so that none runs into its time limit. */
    private static final int EDGES_AT_ONCE = 1_000;
    /** How many parts a range that is too large is cut into. */
    private static final int PARTS = 4;

    /** {@code $1} after which id, {@code $2} rows a chunk, {@code $3} how many edges, {@code $4} before which id. */
    private static final String EDGES = """
            with recursive edge (id, place) as (
                (select ID, 1 from TABLE where ID > $1 and ID < $4 and FILTER order by ID offset $2::bigint - 1 limit 1)
                union all
                select next.id, edge.place + 1 from edge cross join lateral (
                    select t.ID as id from TABLE t where t.ID > edge.id and t.ID < $4 and FILTER
                    order by t.ID offset $2::bigint - 1 limit 1) next where edge.place < $3)
            select id from edge order by id
            """;

    ChunkPlanner() {}

    /** The ranges of a source in order: the first begins before every id, the last ends after every id. */
    public Uni<List<Chunk>> plan(SqlClient client, ChunkSource source) {
        return walk(client, new Walk(source, source.rows(), Chunk.FIRST, Chunk.LAST));
    }

    /** The parts of a range that is too much for one transaction; one where it cannot be cut. */
    Uni<List<Chunk>> split(SqlClient client, ChunkSource source, Chunk chunk) {
        int rows = Math.max(1, source.rows() / PARTS);
        return walk(client, new Walk(source, rows, chunk.after(), chunk.upTo()));
    }

    private static Uni<List<Chunk>> walk(SqlClient client, Walk walk) {
        // repeat: a recursion of chains would grow with the table.
        return Uni.createFrom()
                .deferred(() -> step(client, walk))
                .repeat()
                .until(edges -> edges < EDGES_AT_ONCE)
                .collect()
                .last()
                .map(edges -> walk.end());
    }

    private static Uni<Integer> step(SqlClient client, Walk walk) {
        return client.preparedQuery(walk.sql)
                .execute(Tuple.of(walk.after, (long) walk.rows, EDGES_AT_ONCE, walk.end))
                .map(walk::take);
    }

    /** How far the edges have been read. */
    private static final class Walk {
        final ChunkSource source;
        final int rows;
        final UUID end;
        final String sql;
        final List<Chunk> chunks = new ArrayList<>();
        UUID after;

        Walk(ChunkSource source, int rows, UUID after, UUID end) {
            this.source = source;
            this.rows = rows;
            this.after = after;
            this.end = end;
            sql = EDGES.replace("TABLE", source.table())
                    .replace("ID", source.column())
                    .replace("FILTER", source.filter());
        }

        int take(RowSet<Row> edges) {
            for (Row edge : edges) add(edge.getUUID("id"));
            return edges.size();
        }

        List<Chunk> end() {
            add(end);
            return chunks;
        }

        private void add(UUID upTo) {
            chunks.add(new Chunk(source.part(), after, upTo));
            after = upTo;
        }
    }
}
