package dev.huiyuan.menu;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of {@code menu_platform_store}. */
@ApplicationScoped
class PlatformStoreTable {
    private static final String LIST = """
            select id, platform, code, store_id from menu_platform_store
            where id < $1 and ($2::text is null or platform = $2) and ($3::uuid is null or store_id = $3)
            order by id desc limit $4
            """;
    private static final String INSERT = """
            insert into menu_platform_store (id, platform, code, store_id) values ($1, $2, $3, $4)
            on conflict (platform, code) do nothing
            """;
    private static final String DELETE = "delete from menu_platform_store where id = $1";

    private final Pool pool;
    private final ProgrammeService programme;
    private final Ids ids;

    PlatformStoreTable(Pool pool, ProgrammeService programme, Ids ids) {
        this.pool = pool;
        this.programme = programme;
        this.ids = ids;
    }

    /** Names of stores, newest first. */
    Uni<Page<PlatformStoreResponse>> list(
            @Nullable String platform, @Nullable UUID storeId, @Nullable String cursor, int limit) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.from(Arrays.asList(Cursor.decode(cursor), platform, storeId, limit + 1)))
                .map(rows -> rows.stream().map(PlatformStoreTable::response).toList())
                .map(rows -> Page.of(rows, limit, PlatformStoreResponse::id));
    }

    /** Names a store; problems {@code store-unknown}, {@code platform-code-taken}. */
    Uni<PlatformStoreResponse> insert(PlatformStoreRequest request) {
        if (programme.store(request.storeId()).isEmpty()) throw ProblemCode.STORE_UNKNOWN.with();
        PlatformStoreResponse named =
                new PlatformStoreResponse(ids.next(), request.platform(), request.code(), request.storeId());
        return pool.preparedQuery(INSERT)
                .execute(Tuple.of(named.id(), named.platform(), named.code(), named.storeId()))
                .invoke(rows -> {
                    if (rows.rowCount() == 0) throw ProblemCode.PLATFORM_CODE_TAKEN.with();
                })
                .replaceWith(named);
    }

    /** Takes a name away; problem {@code not-found}. */
    Uni<Void> delete(UUID id) {
        return pool.preparedQuery(DELETE)
                .execute(Tuple.of(id))
                .invoke(rows -> {
                    if (rows.rowCount() == 0) throw ProblemCode.NOT_FOUND.with();
                })
                .replaceWithVoid();
    }

    private static PlatformStoreResponse response(Row row) {
        return new PlatformStoreResponse(
                row.getUUID("id"), row.getString("platform"), row.getString("code"), row.getUUID("store_id"));
    }
}
