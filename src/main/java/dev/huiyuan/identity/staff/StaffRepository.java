package dev.huiyuan.identity.staff;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Staff in the database. */
@ApplicationScoped
class StaffRepository implements PanacheRepositoryBase<StaffEntity, UUID> {
    /** Staff with ids before the given one, newest first. */
    Uni<List<StaffEntity>> before(UUID id, int limit) {
        return find("id < ?1 order by id desc", id).range(0, limit - 1).list();
    }

    /** Ends all sessions of a staff member, on the session's own connection. */
    Uni<Integer> endSessions(UUID id) {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                "update identity_session set revoked_at = now() where subject_id = ?1 and revoked_at is null")
                        .setParameter(1, id)
                        .executeUpdate());
    }
}
