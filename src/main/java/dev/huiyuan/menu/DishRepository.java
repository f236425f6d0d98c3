package dev.huiyuan.menu;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Dishes in the database, one at a time: lists come from {@link DishDirectory}. */
@ApplicationScoped
class DishRepository implements PanacheRepositoryBase<DishEntity, UUID> {}
