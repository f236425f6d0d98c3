package dev.huiyuan.menu;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Dishes in the database. */
@ApplicationScoped
class DishRepository implements PanacheRepositoryBase<DishEntity, UUID> {
    /** Dishes with ids before the given one, newest first. */
    Uni<List<DishEntity>> before(UUID id, int limit) {
        return find("id < ?1 order by id desc", id).range(0, limit - 1).list();
    }
}
