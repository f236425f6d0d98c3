package dev.huiyuan.menu;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A category of dishes.
 *
 * @param id its id
 * @param code its code
 * @param name its name for people
 * @param sort where it stands on the menu: lower comes first, ties by code
 * @param version its version
 */
@Schema(name = "DishCategory")
record CategoryResponse(
        UUID id,
        @Schema(examples = "MAIN") String code,
        @Schema(examples = "主菜") String name,

        @Schema(minimum = "0", maximum = "1000000", examples = "10")
        int sort,

        @Schema(minimum = "0", maximum = "999999999", examples = "0")
        int version) {}
