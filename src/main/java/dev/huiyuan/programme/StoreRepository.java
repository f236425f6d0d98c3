package dev.huiyuan.programme;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Stores in the database. */
@ApplicationScoped
class StoreRepository implements PanacheRepositoryBase<StoreEntity, UUID> {
    /** Stores with ids before the given one, newest first. */
    Uni<List<StoreEntity>> before(UUID id, int limit) {
        return find("id < ?1 order by id desc", id).range(0, limit - 1).list();
    }
}
