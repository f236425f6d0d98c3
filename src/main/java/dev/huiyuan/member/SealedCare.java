package dev.huiyuan.member;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What staff have to take care of, as it is stored: encrypted, also in the cache.
 *
 * @param health dietary restrictions and allergies
 * @param notes the latest notes
 */
@RegisterForReflection
record SealedCare(byte @Nullable [] health, List<SealedNote> notes) {
    /** An encrypted note. */
    @RegisterForReflection
    record SealedNote(UUID id, byte[] text, Instant createdAt) {}

    boolean isEmpty() {
        return health == null && notes.isEmpty();
    }
}
