package dev.huiyuan.menu;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a platform shall call a store.
 *
 * @param platform the platform's code
 * @param code the store as the platform calls it; means one store of that platform
 * @param storeId the store
 */
record PlatformStoreRequest(
        @NotNull @Pattern(regexp = "^[A-Z][A-Z0-9_]{0,19}$") @Schema(examples = "MEITUAN")
        String platform,

        @NotNull @Pattern(regexp = "^[!-~]{1,100}$") @Schema(examples = "shop-3301")
        String code,

        @NotNull @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID storeId) {}
