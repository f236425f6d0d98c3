package dev.huiyuan.programme;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A store as administrators see it.
 *
 * @param id its id
 * @param code its short code, unique
 * @param name its name for people
 * @param city where it is
 * @param address where in the city
 * @param open whether it takes orders
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
        @Schema(examples = "1") int version) {
    static AdminStoreResponse of(StoreEntity store) {
        return new AdminStoreResponse(
                store.id, store.code, store.name, store.city, store.address, store.open, store.version);
    }
}
