package dev.huiyuan.shared.job;

import java.util.UUID;

/**
 * A range of ids that is done in one transaction.
 *
 * @param part which of the job's kinds of work
 * @param after the id after which it begins
 * @param upTo the last id of it
 */
public record Chunk(String part, UUID after, UUID upTo) {
    /** Before every id. */
    public static final UUID FIRST = new UUID(0, 0);
    /** After every id. */
    public static final UUID LAST = new UUID(-1, -1);
}
