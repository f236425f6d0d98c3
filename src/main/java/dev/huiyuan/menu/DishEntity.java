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
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

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

    String[] allergens;
    boolean available;

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
        allergens = values.allergens().stream().sorted().toArray(String[]::new);
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
                Map.copyOf(storePrices),
                Arrays.asList(allergens),
                available,
                version);
    }
}
