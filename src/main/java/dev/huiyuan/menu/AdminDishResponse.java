package dev.huiyuan.menu;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A dish as administrators see it.
 *
 * @param id its id
 * @param code its code
 * @param categoryCode the code of its category
 * @param name its name for people
 * @param description what it is
 * @param priceFen its price, in fen
 * @param upgradeFen what one size larger costs on top, in fen; absent where there is only one size
 * @param storePricesFen prices of stores that differ, in fen by store
 * @param allergens codes of what may be dangerous to some
 * @param pictureUrl the address of its picture
 * @param tags words to find it by
 * @param platformCodes what platforms call it
 * @param available whether it can be ordered
 * @param retired whether it was taken off the menu for good
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

        @Nullable @Schema(minimum = "0", maximum = "100000000", examples = "300")
        Long upgradeFen,

        @Schema(examples = "{\"01980000-0000-7000-8000-000000000003\": 9800}")
        Map<UUID, Long> storePricesFen,

        @Schema(examples = "[\"soy\"]") List<String> allergens,

        @Nullable @Schema(examples = "https://pictures.example.com/mapo-tofu.jpg")
        String pictureUrl,

        @Schema(examples = "[\"辣\"]") List<String> tags,
        List<PlatformCode> platformCodes,
        boolean available,
        @Schema(examples = "false") boolean retired,

        @Schema(minimum = "0", maximum = "999999999", examples = "0")
        int version) {
    /** A dish as it stands in memory. */
    static AdminDishResponse of(MenuSnapshot.Entry dish, MenuSnapshot.Base menu) {
        return new AdminDishResponse(
                dish.id(),
                dish.code(),
                dish.categoryCode(),
                dish.name(),
                dish.description(),
                dish.priceFen(),
                dish.upgradeFen(),
                menu.pricesOf(dish.id()),
                dish.allergens().stream().sorted().toList(),
                dish.pictureUrl(),
                dish.tags(),
                menu.platformCodesOf(dish.id()),
                dish.offered(),
                dish.retired(),
                dish.version());
    }
}
