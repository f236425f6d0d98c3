package dev.huiyuan.programme;

import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.problem.ProblemCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Cursors hold ids; a version's number stands in the lower half of one. */
public final class VersionCursor {
    private VersionCursor() {}

    /** What a cursor that points at a version holds. */
    public static UUID of(int version) {
        return new UUID(0, version);
    }

    /** The version that a cursor points at; the highest number without one; problem {@code cursor-invalid}. */
    public static int version(@Nullable String cursor) {
        if (cursor == null) return Integer.MAX_VALUE;
        UUID id = Cursor.decode(cursor);
        long number = id.getLeastSignificantBits();
        if (id.getMostSignificantBits() != 0 || number < 0 || number > Integer.MAX_VALUE) {
            throw ProblemCode.CURSOR_INVALID.with();
        }
        return (int) number;
    }
}
