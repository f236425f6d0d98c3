package dev.huiyuan.menu;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A dish on the menu.
 *
 * @param id its id
 * @param code its code
 * @param categoryCode the code of its category
 * @param category its category for people
 * @param name its name for people
 * @param description what it is
 * @param priceFen its price, in fen: the store's where one was asked for
 * @param upgradeFen what one size larger costs on top, in fen; absent where there is only one size
 * @param allergens codes of what may be dangerous to some
 * @param pictureUrl the address of its picture
 * @param tags words to find it by
 * @param available whether it can be ordered now: false where the store has sold out
 */
record Dish(
        UUID id,
        @Schema(examples = "MAPO-TOFU") String code,
        @Schema(examples = "MAIN") String categoryCode,
        @Schema(examples = "主菜") String category,
        @Schema(examples = "麻婆豆腐") String name,
        @Schema(examples = "嫩豆腐、牛肉末") String description,

        @Schema(minimum = "0", maximum = "100000000", examples = "3200")
        long priceFen,

        @Nullable @Schema(minimum = "0", maximum = "100000000", examples = "300")
        Long upgradeFen,

        @Schema(examples = "[\"soy\"]") List<String> allergens,

        @Nullable @Schema(examples = "https://pictures.example.com/mapo-tofu.jpg")
        String pictureUrl,

        @Schema(examples = "[\"辣\"]") List<String> tags,
        boolean available) {}
