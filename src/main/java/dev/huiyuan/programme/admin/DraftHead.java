package dev.huiyuan.programme.admin;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A draft without its rules.
 *
 * @param id its id
 * @param basedOn the version that it was copied from
 * @param note what it is for
 * @param version changes with each edit
 * @param createdBy who made it
 * @param createdAt when
 * @param updatedBy who changed it last
 * @param updatedAt when
 */
record DraftHead(
        UUID id,
        int basedOn,
        @Nullable String note,
        int version,
        String createdBy,
        Instant createdAt,
        String updatedBy,
        Instant updatedAt) {}
