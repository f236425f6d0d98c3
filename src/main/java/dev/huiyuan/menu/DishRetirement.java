package dev.huiyuan.menu;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.shared.version.Versions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Takes dishes off the menu for good, and back. What was sold stays readable, so nothing is deleted. */
@ApplicationScoped
class DishRetirement {
    /** Fully locked: a reward that begins to refer to it waits. */
    private static final String LOCK =
            "select code, version, retired_at is not null as retired from menu_dish where id = $1 for update";

    private static final String RETIRE = """
            update menu_dish set retired_at = $2, version = version + 1 where id = $1
            """;
    private static final String FREE_PLATFORM_CODES = "delete from menu_platform_dish where dish_id = $1";
    private static final String RESTORE = """
            update menu_dish set retired_at = null, version = version + 1 where id = $1
            """;

    private final Transactions transactions;
    private final List<DishReferences> references;
    private final Clock clock;

    DishRetirement(Transactions transactions, Instance<DishReferences> references, Clock clock) {
        this.transactions = transactions;
        this.references = references.stream().toList();
        this.clock = clock;
    }

    /**
     * Retires a dish that nothing refers to. Platforms' codes become free.
     *
     * @param version the version that was seen
     * @return problems {@code dish-not-found}, {@code version-stale}, {@code dish-retired}, {@code dish-referred}
     */
    Uni<Void> retire(UUID id, int version) {
        return transactions.run(connection -> lock(connection, id, version, false)
                .chain(code -> referring(connection, code))
                .invoke(found -> {
                    if (!found.isEmpty()) throw ProblemCode.DISH_REFERRED.with(String.join(", ", found));
                })
                .chain(() -> connection.preparedQuery(RETIRE).execute(Tuple.of(id, timestamp(clock.instant()))))
                .chain(() -> connection.preparedQuery(FREE_PLATFORM_CODES).execute(Tuple.of(id)))
                .replaceWithVoid());
    }

    /**
     * Takes a dish back on the menu.
     *
     * @param version the version that was seen
     * @return problems {@code dish-not-found}, {@code version-stale}; {@code dish-not-retired} where it is on the menu
     */
    Uni<Void> restore(UUID id, int version) {
        return transactions.run(connection -> lock(connection, id, version, true)
                .chain(code -> connection.preparedQuery(RESTORE).execute(Tuple.of(id)))
                .replaceWithVoid());
    }

    private static Uni<String> lock(SqlConnection connection, UUID id, int version, boolean retired) {
        return connection.preparedQuery(LOCK).execute(Tuple.of(id)).map(rows -> {
            Row row = rows.stream().findFirst().orElseThrow(ProblemCode.DISH_NOT_FOUND::with);
            Versions.compare(version, row.getInteger("version"));
            if (row.getBoolean("retired") != retired) {
                throw retired ? ProblemCode.DISH_NOT_RETIRED.with() : ProblemCode.DISH_RETIRED.with();
            }
            return row.getString("code");
        });
    }

    /** One after the other, as they share a connection. */
    private Uni<List<String>> referring(SqlConnection connection, String code) {
        Uni<List<String>> all = Uni.createFrom().item(List.of());
        for (DishReferences one : references) {
            all = all.chain(found -> one.referring(connection, code).map(more -> {
                List<String> both = new ArrayList<>(found);
                both.addAll(more);
                return both;
            }));
        }
        return all;
    }
}
