package dev.huiyuan.menu;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;

/** A category as people edit it. */
@Entity(name = "DishCategory")
@Table(name = "menu_category")
class CategoryEntity {
    @Id
    UUID id;

    @Column(updatable = false)
    String code;

    String name;
    int sort;

    @Version
    int version;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected CategoryEntity() {}

    @SuppressWarnings("NullAway.Init")
    CategoryEntity(UUID id, CategoryRequest values) {
        this.id = id;
        code = values.code();
        take(values);
    }

    /** Takes over everything that can be edited. */
    final void take(CategoryRequest values) {
        name = values.name();
        sort = values.sort();
    }

    CategoryResponse response() {
        return new CategoryResponse(id, code, name, sort, version);
    }
}
