package dev.huiyuan.shared.paging;

import dev.huiyuan.shared.problem.ProblemCode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An opaque place in a list that is ordered by time-ordered ids, newest first. */
public final class Cursor {
    /** Sorts after every id: where the first page starts. */
    private static final UUID START = new UUID(-1L, -1L);

    /** Page size where the caller gives none. */
    public static final String DEFAULT_LIMIT = "20";

    private static final int ID_BYTES = 16;

    private Cursor() {}

    /** The cursor that continues after an id. */
    public static String encode(UUID id) {
        return text(ByteBuffer.allocate(ID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
    }

    /** The cursor with the tag of its list behind it. */
    static String bind(String cursor, int list) {
        byte[] id = Base64.getUrlDecoder().decode(cursor);
        return text(ByteBuffer.allocate(ID_BYTES + Integer.BYTES)
                .put(id)
                .putInt(list)
                .array());
    }

    /** The cursor without the tag; empty where it is no cursor of this list. */
    static Optional<String> untie(String bound, int list) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(bound);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        boolean own = bytes.length == ID_BYTES + Integer.BYTES
                && ByteBuffer.wrap(bytes).getInt(ID_BYTES) == list;
        return own ? Optional.of(text(Arrays.copyOf(bytes, ID_BYTES))) : Optional.empty();
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The id before which the page starts (exclusive); problem {@code cursor-invalid} for anything else. */
    public static UUID decode(@Nullable String cursor) {
        if (cursor == null) return START;
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (bytes.remaining() != ID_BYTES) throw ProblemCode.CURSOR_INVALID.with();
            return new UUID(bytes.getLong(), bytes.getLong());
        } catch (IllegalArgumentException notBase64) {
            throw ProblemCode.CURSOR_INVALID.with();
        }
    }
}
