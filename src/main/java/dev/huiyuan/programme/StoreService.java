package dev.huiyuan.programme;

import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.shared.version.Versions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Administers stores. They are no part of the programme's document: a chain opens and closes stores all the time, and a
 * draft of the rules that somebody else works at must not take that back.
 */
@ApplicationScoped
class StoreService {
    private final StoreTable stores;
    private final Transactions transactions;
    private final Pool pool;
    private final ProgrammeService programme;
    private final ProgrammeConfig config;
    private final Ids ids;
    private final Clock clock;

    StoreService(
            StoreTable stores,
            Transactions transactions,
            Pool pool,
            ProgrammeService programme,
            ProgrammeConfig config,
            Ids ids,
            Clock clock) {
        this.stores = stores;
        this.transactions = transactions;
        this.pool = pool;
        this.programme = programme;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
    }

    /** All stores, newest first, each by the version that holds. */
    Uni<Page<AdminStoreResponse>> list(@Nullable String cursor, int limit) {
        return stores.page(pool, Cursor.decode(cursor), limit + 1, now())
                .map(rows ->
                        Page.of(rows, limit, row -> row.version().store().id()).map(this::response));
    }

    /** A store by the version that holds, else the first that shall; problem {@code not-found}. */
    Uni<AdminStoreResponse> read(UUID id) {
        return stores.read(pool, id, now()).map(this::response);
    }

    /** What a store was, is and will be, newest first; problem {@code not-found}. */
    Uni<Page<StoreVersionResponse>> versions(UUID id, @Nullable String cursor, int limit) {
        int before = VersionCursor.version(cursor);
        return stores.read(pool, id, now())
                .chain(() -> stores.versions(pool, id, before, limit + 1, now()))
                .map(rows -> Page.of(rows, limit, version -> VersionCursor.of(version.version()))
                        .map(version -> StoreVersionResponse.of(version, programme.zone())));
    }

    /**
     * Opens a store.
     *
     * @return problems {@code store-code-taken}, {@code programme-time-refused}
     */
    Uni<AdminStoreResponse> create(StoreRequest request, String actor) {
        UUID id = ids.next();
        return transactions
                .run(connection -> stores.create(connection, id).chain(() -> store(connection, id, 1, request, actor)))
                .call(programme::refresh);
    }

    /**
     * Changes a store from a time on.
     *
     * @param stated the store's version that the change is based on
     * @return problems {@code not-found}, {@code version-stale}, {@code store-code-taken} and those of
     *     {@link StoreRules#effectiveFrom}
     */
    Uni<AdminStoreResponse> replace(UUID id, int stated, StoreRequest request, String actor) {
        return transactions
                .run(connection -> stores.lock(connection, id)
                        .invoke(changes -> Versions.compare(stated, changes))
                        .chain(() -> stores.count(connection, id))
                        .chain(changes -> store(connection, id, changes, request, actor)))
                .call(programme::refresh);
    }

    /**
     * Withdraws a version of a store that does not hold yet.
     *
     * @return problems {@code not-found}, {@code programme-version-not-scheduled}
     */
    Uni<Void> withdraw(UUID id, int version, String actor) {
        Instant now = now();
        StoreTable.Change change = new StoreTable.Change(actor, now);
        return transactions
                .run(connection -> stores.lock(connection, id)
                        .chain(() -> stores.version(connection, id, version, now))
                        .invoke(found -> StoreRules.requireWithdrawable(found, now, config.activationLead()))
                        .chain(() -> stores.withdraw(connection, id, version, change))
                        .chain(() -> stores.count(connection, id)))
                .chain(programme::refresh);
    }

    /** Under the store's lock: the time is read after that of whoever went before. */
    private Uni<AdminStoreResponse> store(
            SqlConnection connection, UUID id, int version, StoreRequest request, String actor) {
        Instant now = now();
        return stores.claim(connection, id, request.code())
                .invoke(claimed -> {
                    if (!claimed) throw ProblemCode.STORE_CODE_TAKEN.with();
                })
                .chain(() -> stores.last(connection, id, now))
                .map(last -> StoreRules.effectiveFrom(request.effectiveInstant(), last, now, programme.zone()))
                .chain(from ->
                        stores.insert(connection, request.store(id), version, from, new StoreTable.Change(actor, now)))
                .chain(() -> stores.version(connection, id, version, now))
                .map(stored -> response(new StoreTable.Edited(stored, version)));
    }

    private AdminStoreResponse response(StoreTable.Edited store) {
        return AdminStoreResponse.of(store, programme.zone());
    }

    /** As precise as the database. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
