package dev.huiyuan.programme.admin;

import dev.huiyuan.shared.crypto.PersonalDataCipher;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** What administrators note, as it is stored: free text may name people. */
@ApplicationScoped
class AdminNotes {
    private final PersonalDataCipher cipher;

    AdminNotes(PersonalDataCipher cipher) {
        this.cipher = cipher;
    }

    /** A note as it is stored in a place such as {@code programme_draft.note:<id>}. */
    @Nullable
    Buffer seal(@Nullable String note, String place) {
        return note == null ? null : Buffer.buffer(cipher.encrypt(note, place));
    }

    /** A stored note as it was written, from the column of a row. */
    @Nullable
    String open(Row row, String column, String place) {
        return row.getValue(column) == null
                ? null
                : cipher.decrypt(row.getBuffer(column).getBytes(), place);
    }
}
