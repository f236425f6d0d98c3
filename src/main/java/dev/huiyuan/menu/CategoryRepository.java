package dev.huiyuan.menu;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Categories in the database. */
@ApplicationScoped
class CategoryRepository implements PanacheRepositoryBase<CategoryEntity, UUID> {
    /** Categories with ids before the given one, newest first. */
    Uni<List<CategoryEntity>> before(UUID id, int limit) {
        return find("id < ?1 order by id desc", id).range(0, limit - 1).list();
    }
}
