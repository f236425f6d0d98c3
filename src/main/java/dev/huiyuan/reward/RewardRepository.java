package dev.huiyuan.reward;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Rewards in the database. */
@ApplicationScoped
class RewardRepository implements PanacheRepositoryBase<RewardEntity, UUID> {
    /** Rewards with ids before the given one, newest first. */
    Uni<List<RewardEntity>> before(UUID id, int limit) {
        return find("id < ?1 order by id desc", id).range(0, limit - 1).list();
    }
}
