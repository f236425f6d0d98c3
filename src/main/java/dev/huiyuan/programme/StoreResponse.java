package dev.huiyuan.programme;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A store as diners see it.
 *
 * @param id its id
 * @param code its short code
 * @param name its name
 * @param city where it is
 * @param address where in the city
 */
@Schema(name = "Store")
record StoreResponse(
        @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID id,

        @Schema(examples = "SH-001") String code,
        @Schema(examples = "上海人民广场店") String name,
        @Schema(examples = "上海") String city,
        @Schema(examples = "黄浦区示例路1号") String address) {
    static StoreResponse of(Store store) {
        return new StoreResponse(store.id(), store.code(), store.name(), store.city(), store.address());
    }
}
