package dev.huiyuan.menu;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A dish as administrators see it.
 *
 * @param id its id
 * @param code its code
 * @param categoryCode the code of its category
 * @param name its name for people
 * @param description what it is
 * @param priceFen its price, in fen
 * @param storePricesFen prices of stores that differ, in fen by store
 * @param allergens codes of what may be dangerous to some
 * @param available whether it can be ordered
 * @param version its version
 */
record AdminDishResponse(
        UUID id,
        @Schema(examples = "MAPO-TOFU") String code,
        @Schema(examples = "MAIN") String categoryCode,
        @Schema(examples = "麻婆豆腐") String name,
        @Schema(examples = "嫩豆腐、牛肉末") String description,

        @Schema(minimum = "0", maximum = "100000000", examples = "3200")
        long priceFen,

        @Schema(examples = "{\"01980000-0000-7000-8000-000000000003\": 9800}")
        Map<UUID, Long> storePricesFen,

        @Schema(examples = "[\"soy\"]") List<String> allergens,
        boolean available,

        @Schema(minimum = "0", maximum = "999999999", examples = "0")
        int version) {}
