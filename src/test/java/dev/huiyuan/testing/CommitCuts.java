package dev.huiyuan.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Cuts connections to PostgreSQL just as the ledger commits, which is where nobody knows what has happened. */
public final class CommitCuts {
    /** The ledger's own commit as a simple query: type, length, text. Other transactions write it in capitals. */
    private static final byte[] COMMIT = "Q\0\0\0\013commit\0".getBytes(StandardCharsets.ISO_8859_1);

    private final Where where;
    private final AtomicInteger left;
    private final AtomicInteger made = new AtomicInteger();

    /** Cuts a number of commits. */
    public CommitCuts(Where where, int times) {
        this.where = where;
        left = new AtomicInteger(times);
    }

    /** Where a commit is when its connection is cut. */
    public enum Where {
        /** The server never sees it. */
        BEFORE_ARRIVAL,
        /** The server does it, and its answer is lost. */
        AFTER_ARRIVAL
    }

    /** Where they are cut. */
    public Where where() {
        return where;
    }

    /** How many have been cut. */
    public int made() {
        return made.get();
    }

    /** Whether these bytes of a client are a commit that is to be cut; counts it. */
    boolean takes(ByteBuffer chunk) {
        if (!endsWithCommit(chunk) || left.getAndUpdate(n -> Math.max(0, n - 1)) == 0) return false;
        made.incrementAndGet();
        return true;
    }

    /** The commit waits for the answers to everything before it, so it travels alone. */
    private static boolean endsWithCommit(ByteBuffer chunk) {
        int start = chunk.remaining() - COMMIT.length;
        return start >= 0 && chunk.slice(start, COMMIT.length).equals(ByteBuffer.wrap(COMMIT));
    }
}
