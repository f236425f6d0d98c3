package dev.huiyuan.menu;

import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads the whole menu, or the part that changed. */
@ApplicationScoped
class MenuReader {
    /** All reads see one state. */
    private static final String ONE_STATE = "set transaction isolation level repeatable read, read only";

    private static final String REVISIONS = "select part, revision from menu_revision";
    private static final String CATEGORIES = "select code, name, sort from menu_category";
    private static final String DISHES = """
            select id, code, category_code, name, description, price_fen, upgrade_fen, allergens, picture_url, tags,
                available, retired_at is not null as retired, version
            from menu_dish
            """;
    private static final String PRICES = "select store_id, dish_id, price_fen from menu_dish_price";
    private static final String PLATFORM_DISHES = "select platform, code, dish_id as id from menu_platform_dish";
    private static final String PLATFORM_STORES = "select platform, code, store_id as id from menu_platform_store";
    private static final String ABSENCES = "select store_id, dish_id, kind, until from menu_dish_absence";

    private final Pool pool;

    MenuReader(Pool pool) {
        this.pool = pool;
    }

    private record Revisions(long menu, long absences) {}

    /** The menu as it is now; what has not changed since is taken over. */
    Uni<MenuSnapshot> read(MenuSnapshot known) {
        return revisions(pool.query(REVISIONS).execute())
                .chain(now -> isKnown(known, now)
                        ? Uni.createFrom().item(known)
                        : pool.withTransaction(connection -> readAtOnce(connection, known)));
    }

    private static boolean isKnown(MenuSnapshot known, Revisions now) {
        return known.base().revision() == now.menu && known.absences().revision() == now.absences;
    }

    private static Uni<Revisions> revisions(Uni<RowSet<Row>> rows) {
        return rows.map(found -> found.stream()
                        .collect(Collectors.toMap(row -> row.getString("part"), row -> row.getLong("revision"))))
                .map(parts -> new Revisions(parts.getOrDefault("MENU", 0L), parts.getOrDefault("ABSENCES", 0L)));
    }

    private Uni<MenuSnapshot> readAtOnce(SqlConnection connection, MenuSnapshot known) {
        return connection
                .query(ONE_STATE)
                .execute()
                .chain(() -> revisions(connection.query(REVISIONS).execute()))
                .chain(now -> base(connection, known.base(), now.menu)
                        .chain(base -> absences(connection, known.absences(), now.absences)
                                .map(absences -> new MenuSnapshot(base, absences))));
    }

    private Uni<MenuSnapshot.Base> base(SqlConnection connection, MenuSnapshot.Base known, long revision) {
        return known.revision() == revision ? Uni.createFrom().item(known) : base(connection, revision);
    }

    /** Everything but what is out, for who has locked it. One read after the other, as they share a connection. */
    Uni<MenuSnapshot.Base> base(SqlConnection connection, long revision) {
        Map<String, RowSet<Row>> read = new HashMap<>();
        Uni<Void> all = Uni.createFrom().voidItem();
        for (String sql : List.of(CATEGORIES, DISHES, PRICES, PLATFORM_DISHES, PLATFORM_STORES)) {
            all = all.chain(() -> connection.query(sql).execute())
                    .invoke(rows -> read.put(sql, rows))
                    .replaceWithVoid();
        }
        return all.map(done -> new MenuSnapshot.Base(
                revision,
                rows(read, CATEGORIES).stream()
                        .map(MenuReader::category)
                        .collect(Collectors.toMap(MenuSnapshot.Category::code, category -> category)),
                rows(read, DISHES).stream().map(MenuReader::dish).toList(),
                prices(rows(read, PRICES)),
                platformCodes(rows(read, PLATFORM_DISHES)),
                platformCodes(rows(read, PLATFORM_STORES))));
    }

    private static List<Row> rows(Map<String, RowSet<Row>> read, String sql) {
        return Objects.requireNonNull(read.get(sql)).stream().toList();
    }

    private static MenuSnapshot.Category category(Row row) {
        return new MenuSnapshot.Category(row.getString("code"), row.getString("name"), row.getInteger("sort"));
    }

    private static MenuSnapshot.Entry dish(Row row) {
        return new MenuSnapshot.Entry(
                row.getUUID("id"),
                row.getString("code"),
                row.getString("category_code"),
                row.getString("name"),
                row.getString("description"),
                row.getLong("price_fen"),
                row.getLong("upgrade_fen"),
                Set.copyOf(List.of(row.getArrayOfStrings("allergens"))),
                row.getString("picture_url"),
                List.of(row.getArrayOfStrings("tags")),
                row.getBoolean("available"),
                row.getBoolean("retired"),
                row.getInteger("version"));
    }

    private static Map<UUID, Map<UUID, Long>> prices(List<Row> rows) {
        Map<UUID, Map<UUID, Long>> prices = new HashMap<>();
        for (Row row : rows) {
            prices.computeIfAbsent(row.getUUID("dish_id"), dish -> new HashMap<>())
                    .put(row.getUUID("store_id"), row.getLong("price_fen"));
        }
        return prices;
    }

    private static Map<PlatformCode, UUID> platformCodes(List<Row> rows) {
        return rows.stream()
                .collect(Collectors.toMap(
                        row -> new PlatformCode(row.getString("platform"), row.getString("code")),
                        row -> row.getUUID("id")));
    }

    private static Uni<MenuSnapshot.Absences> absences(
            SqlConnection connection, MenuSnapshot.Absences known, long revision) {
        if (known.revision() == revision) return Uni.createFrom().item(known);
        return connection.query(ABSENCES).execute().map(rows -> {
            Map<UUID, Map<UUID, MenuSnapshot.Absence>> byStore = new HashMap<>();
            for (Row row : rows) {
                byStore.computeIfAbsent(row.getUUID("store_id"), store -> new HashMap<>())
                        .put(row.getUUID("dish_id"), absence(row));
            }
            return new MenuSnapshot.Absences(revision, byStore);
        });
    }

    private static MenuSnapshot.Absence absence(Row row) {
        return new MenuSnapshot.Absence(AbsenceKind.valueOf(row.getString("kind")), instantOrNull(row, "until"));
    }
}
