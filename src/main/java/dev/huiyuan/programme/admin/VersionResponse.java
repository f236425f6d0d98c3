package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.VersionState;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A version of the programme without its rules.
 *
 * @param version its number
 * @param state where it stands
 * @param effectiveFrom the first instant at which it holds
 * @param origin what it was made out of
 * @param restoredVersion the version whose rules it brings back, if it does
 * @param createdAt when it was made
 * @param createdBy who activated it; absent for the one that came with the product
 * @param note why
 * @param withdrawnAt when it was withdrawn, if it was
 * @param withdrawnBy who withdrew it
 * @param withdrawalReason why it was withdrawn
 */
@Schema(name = "ProgrammeVersion")
record VersionResponse(
        @Schema(examples = "2") int version,
        VersionState state,
        @Schema(examples = "2027-01-01T00:00:00+08:00") OffsetDateTime effectiveFrom,
        VersionOrigin origin,
        @Schema(examples = "1") @Nullable Integer restoredVersion,
        @Schema(examples = "2026-12-20T10:00:00+08:00") OffsetDateTime createdAt,

        @Schema(examples = "staff:01980000-0000-7000-8000-0000000000bb") @Nullable
        String createdBy,

        @Schema(examples = "新年等级调整") @Nullable String note,

        @Schema(examples = "2026-12-21T10:00:00+08:00") @Nullable
        OffsetDateTime withdrawnAt,

        @Schema(examples = "staff:01980000-0000-7000-8000-0000000000bb") @Nullable
        String withdrawnBy,

        @Schema(examples = "活动推迟") @Nullable String withdrawalReason) {
    static VersionResponse of(VersionRecord version, ZoneId zone) {
        return new VersionResponse(
                version.version(),
                version.state(),
                local(version.effectiveFrom(), zone),
                version.origin(),
                version.restoredVersion(),
                local(version.createdAt(), zone),
                version.createdBy(),
                version.note(),
                version.withdrawnAt() == null ? null : local(version.withdrawnAt(), zone),
                version.withdrawnBy(),
                version.withdrawalNote());
    }

    private static OffsetDateTime local(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toOffsetDateTime();
    }
}
