package dev.huiyuan.identity.staff;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Credentials in the database. */
@ApplicationScoped
class CredentialRepository implements PanacheRepositoryBase<CredentialEntity, UUID> {
    /** Credentials with ids before the given one, newest first. */
    Uni<List<CredentialEntity>> before(UUID id, int limit) {
        return find("id < ?1 order by id desc", id).range(0, limit - 1).list();
    }
}
