package dev.huiyuan.menu;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a platform calls a store.
 *
 * @param id the id of the name
 * @param platform the platform's code
 * @param code the store as the platform calls it
 * @param storeId the store
 */
@Schema(name = "PlatformStore")
record PlatformStoreResponse(
        UUID id,
        @Schema(examples = "MEITUAN") String platform,
        @Schema(examples = "shop-3301") String code,
        UUID storeId) {}
