package dev.huiyuan.shared.paging;

import dev.huiyuan.shared.problem.ProblemCode;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An opaque place in a list that is ordered by time-ordered ids, newest first. */
public final class Cursor {
    /** Sorts after every id: where the first page starts. */
    private static final UUID START = new UUID(-1L, -1L);

    /** Page size where the caller gives none. */
    public static final String DEFAULT_LIMIT = "20";

    private Cursor() {}

    /** The cursor that continues after an id. */
    public static String encode(UUID id) {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The id before which the page starts (exclusive); problem {@code cursor-invalid} for anything else. */
    public static UUID decode(@Nullable String cursor) {
        if (cursor == null) return START;
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (bytes.remaining() != 16) throw ProblemCode.CURSOR_INVALID.with();
            return new UUID(bytes.getLong(), bytes.getLong());
        } catch (IllegalArgumentException notBase64) {
            throw ProblemCode.CURSOR_INVALID.with();
        }
    }
}
