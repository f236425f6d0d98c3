package dev.huiyuan.shared.job;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** What a job does with one chunk. */
@FunctionalInterface
public interface ChunkWork {
    /**
     * Does a chunk's work in the chunk's transaction. It may be called again for the same chunk after a failure, when
     * everything that it wrote before is rolled back.
     */
    Uni<ChunkDone> work(SqlConnection connection, Chunk chunk);
}
