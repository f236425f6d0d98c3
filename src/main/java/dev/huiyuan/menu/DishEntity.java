package dev.huiyuan.menu;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A dish as people edit it. */
@Entity(name = "Dish")
@Table(name = "menu_dish")
class DishEntity {
    @Id
    UUID id;

    @Column(updatable = false)
    String code;

    @Column(name = "category_code")
    String categoryCode;

    String name;
    String description;

    @Column(name = "price_fen")
    long priceFen;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "menu_dish_price", joinColumns = @JoinColumn(name = "dish_id"))
    @MapKeyColumn(name = "store_id")
    @Column(name = "price_fen")
    Map<UUID, Long> storePrices = new HashMap<>();

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "menu_platform_dish", joinColumns = @JoinColumn(name = "dish_id"))
    Set<PlatformCodeValue> platformCodes = new HashSet<>();

    String[] allergens;
    boolean available;

    @Column(name = "upgrade_fen")
    @Nullable
    Long upgradeFen;

    @Column(name = "picture_url")
    @Nullable
    String pictureUrl;

    String[] tags = {};

    @Column(name = "retired_at")
    @Nullable
    OffsetDateTime retiredAt;

    @Version
    int version;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected DishEntity() {}

    @SuppressWarnings("NullAway.Init")
    DishEntity(UUID id, DishRequest values) {
        this.id = id;
        code = values.code();
        take(values);
    }

    /** Takes over everything that can be edited. */
    final void take(DishRequest values) {
        categoryCode = values.categoryCode();
        name = values.name();
        description = values.description();
        priceFen = values.priceFen();
        storePrices.keySet().retainAll(values.storePricesFen().keySet());
        storePrices.putAll(values.storePricesFen());
        Set<PlatformCodeValue> codes =
                values.platformCodes().stream().map(PlatformCodeValue::of).collect(Collectors.toSet());
        platformCodes.retainAll(codes);
        platformCodes.addAll(codes);
        allergens = values.allergens().stream().sorted().toArray(String[]::new);
        tags = values.tags().stream().sorted().toArray(String[]::new);
        upgradeFen = values.upgradeFen();
        pictureUrl = values.pictureUrl();
        available = values.available();
    }

    AdminDishResponse response() {
        return new AdminDishResponse(
                id,
                code,
                categoryCode,
                name,
                description,
                priceFen,
                upgradeFen,
                Map.copyOf(storePrices),
                Arrays.asList(allergens),
                pictureUrl,
                Arrays.asList(tags),
                platformCodes.stream().map(PlatformCodeValue::value).sorted().toList(),
                available,
                retiredAt != null,
                version);
    }
}
