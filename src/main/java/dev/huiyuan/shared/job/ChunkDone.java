package dev.huiyuan.shared.job;

/**
 * That a chunk's work is done, though not committed yet.
 *
 * @param rows how many rows it looked at or changed
 * @param afterCommit what to do once it is committed, such as dropping cached cards; not repeated after a crash
 */
public record ChunkDone(long rows, Runnable afterCommit) {
    /** Done, with nothing to do after the commit. */
    public static ChunkDone of(long rows) {
        return new ChunkDone(rows, () -> {});
    }
}
