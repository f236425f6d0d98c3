package dev.huiyuan.programme;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a store is from a time on.
 *
 * @param store the store
 * @param version the version's number within the store
 * @param effectiveFrom the first instant at which it holds
 * @param state where it stands
 * @param createdAt when it was written
 * @param createdBy who wrote it; null for what was there before there were versions
 * @param withdrawnAt when it was withdrawn, if it was
 * @param withdrawnBy who withdrew it
 */
record StoreVersion(
        Store store,
        int version,
        Instant effectiveFrom,
        VersionState state,
        Instant createdAt,
        @Nullable String createdBy,
        @Nullable Instant withdrawnAt,
        @Nullable String withdrawnBy) {}
