package dev.huiyuan.programme;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a store is from a time on.
 *
 * @param version the version's number
 * @param state where it stands
 * @param effectiveFrom the first instant at which it holds
 * @param code the store's short code
 * @param name its name for people
 * @param city where it is
 * @param address where in the city
 * @param open whether it takes orders
 * @param createdAt when it was written
 * @param createdBy who wrote it; absent for what came with the product
 * @param withdrawnAt when it was withdrawn, if it was
 * @param withdrawnBy who withdrew it
 */
@Schema(name = "StoreVersion")
record StoreVersionResponse(
        @Schema(examples = "2") int version,
        VersionState state,
        @Schema(examples = "2027-01-01T00:00:00+08:00") OffsetDateTime effectiveFrom,
        @Schema(examples = "SH-001") String code,
        @Schema(examples = "上海人民广场店") String name,
        @Schema(examples = "上海") String city,
        @Schema(examples = "黄浦区示例路1号") String address,
        @Schema(examples = "true") boolean open,
        @Schema(examples = "2026-12-20T10:00:00+08:00") OffsetDateTime createdAt,

        @Schema(examples = "staff:01980000-0000-7000-8000-0000000000bb") @Nullable
        String createdBy,

        @Schema(examples = "2026-12-21T10:00:00+08:00") @Nullable
        OffsetDateTime withdrawnAt,

        @Schema(examples = "staff:01980000-0000-7000-8000-0000000000bb") @Nullable
        String withdrawnBy) {
    static StoreVersionResponse of(StoreVersion version, ZoneId zone) {
        Store store = version.store();
        return new StoreVersionResponse(
                version.version(),
                version.state(),
                local(version.effectiveFrom(), zone),
                store.code(),
                store.name(),
                store.city(),
                store.address(),
                store.open(),
                local(version.createdAt(), zone),
                version.createdBy(),
                version.withdrawnAt() == null ? null : local(version.withdrawnAt(), zone),
                version.withdrawnBy());
    }

    private static OffsetDateTime local(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toOffsetDateTime();
    }
}
