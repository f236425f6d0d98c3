package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.VersionState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of the programme without its rules.
 *
 * @param version its number
 * @param effectiveFrom the first instant at which it holds
 * @param state where it stands
 * @param origin what it was made out of
 * @param restoredVersion the version whose rules it brings back, if it does
 * @param createdAt when it was made
 * @param createdBy who activated it; null for the one that came with the product
 * @param note why
 * @param withdrawnAt when it was withdrawn, if it was
 * @param withdrawnBy who withdrew it
 * @param withdrawalNote why it was withdrawn
 */
record VersionRecord(
        int version,
        Instant effectiveFrom,
        VersionState state,
        VersionOrigin origin,
        @Nullable Integer restoredVersion,
        Instant createdAt,
        @Nullable String createdBy,
        @Nullable String note,
        @Nullable Instant withdrawnAt,
        @Nullable String withdrawnBy,
        @Nullable String withdrawalNote) {}
