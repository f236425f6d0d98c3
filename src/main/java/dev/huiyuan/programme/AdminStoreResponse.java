package dev.huiyuan.programme;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A store as administrators see it, by the version that holds; a new one by the first that shall.
 *
 * @param id its id
 * @param code its short code, unique
 * @param name its name for people
 * @param city where it is
 * @param address where in the city
 * @param open whether it takes orders
 * @param state where this stands in time
 * @param effectiveFrom since when this holds, or from when it shall
 * @param version changes with each edit; state it in the next one
 */
@Schema(name = "AdminStore")
record AdminStoreResponse(
        @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID id,

        @Schema(examples = "SH-001") String code,
        @Schema(examples = "上海人民广场店") String name,
        @Schema(examples = "上海") String city,
        @Schema(examples = "黄浦区示例路1号") String address,
        @Schema(examples = "true") boolean open,
        VersionState state,
        @Schema(examples = "2026-11-21T00:00:00+08:00") OffsetDateTime effectiveFrom,
        @Schema(examples = "1") int version) {
    static AdminStoreResponse of(StoreTable.Edited edited, ZoneId zone) {
        StoreVersion version = edited.version();
        Store store = version.store();
        return new AdminStoreResponse(
                store.id(),
                store.code(),
                store.name(),
                store.city(),
                store.address(),
                store.open(),
                version.state(),
                version.effectiveFrom().atZone(zone).toOffsetDateTime(),
                edited.changes());
    }
}
