package dev.huiyuan.programme;

import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.version.Versions;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Administers stores. */
@ApplicationScoped
class StoreService {
    private final StoreRepository stores;
    private final Ids ids;

    StoreService(StoreRepository stores, Ids ids) {
        this.stores = stores;
        this.ids = ids;
    }

    @WithSession
    Uni<Page<AdminStoreResponse>> list(@Nullable String cursor, int limit) {
        return stores.before(Cursor.decode(cursor), limit + 1)
                .map(rows -> Page.of(rows, limit, store -> store.id).map(AdminStoreResponse::of));
    }

    @WithSession
    Uni<AdminStoreResponse> read(UUID id) {
        return require(id).map(AdminStoreResponse::of);
    }

    @WithTransaction
    Uni<AdminStoreResponse> create(StoreRequest request) {
        return stores.persistAndFlush(new StoreEntity(ids.next(), request))
                .map(AdminStoreResponse::of)
                .onFailure(ConstraintViolationException.class)
                .transform(taken -> ProblemCode.STORE_CODE_TAKEN.with());
    }

    /** @param version the version that the change is based on */
    @WithTransaction
    Uni<AdminStoreResponse> replace(UUID id, int version, StoreRequest request) {
        return require(id)
                .invoke(store -> Versions.compare(version, store.version))
                .invoke(store -> store.take(request))
                .call(stores::flush)
                .map(AdminStoreResponse::of)
                .onFailure(ConstraintViolationException.class)
                .transform(taken -> ProblemCode.STORE_CODE_TAKEN.with());
    }

    private Uni<StoreEntity> require(UUID id) {
        return stores.findById(id).onItem().ifNull().failWith(ProblemCode.NOT_FOUND::with);
    }
}
