package dev.huiyuan.benefit;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Something that a store does for a member.
 *
 * @param id the task
 * @param memberId for whom
 * @param kind what: {@code BIRTHDAY_CARD}, a card written by hand
 * @param dueOn by when
 * @param doneAt when it was done; absent while it is not
 */
@RegisterForReflection
record StoreTask(
        @Schema(examples = "019aa4c1-0000-7000-8000-0000000000b1")
        UUID id,

        @Schema(examples = "01980000-0000-7000-8000-0000000000aa")
        UUID memberId,

        @Schema(examples = "BIRTHDAY_CARD") String kind,
        @Schema(examples = "2026-11-28") LocalDate dueOn,

        @Schema(examples = "2026-11-27T18:20:00+08:00") @Nullable
        OffsetDateTime doneAt) {
    StoreTask doneAt(OffsetDateTime at) {
        return new StoreTask(id, memberId, kind, dueOn, at);
    }
}
