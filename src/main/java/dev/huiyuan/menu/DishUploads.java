package dev.huiyuan.menu;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.json.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Writes many dishes in one transaction and a fixed number of statements. */
@ApplicationScoped
class DishUploads {
    /** Whoever changes the menu counts this row up, so that nobody does between what is read here and what is written. */
    private static final String LOCK = "select revision from menu_revision where part = 'MENU' for no key update";

    private static final String ROWS = """
            with rows as (
                select * from jsonb_to_recordset($1::text::jsonb) as d (id uuid, code text, "categoryCode" text, name text,
                    description text, "priceFen" bigint, "upgradeFen" bigint, allergens text[], "pictureUrl" text,
                    tags text[], available boolean))
            """;
    private static final String WRITE = ROWS + """
            insert into menu_dish as m (id, code, category_code, name, description, price_fen, upgrade_fen, allergens,
                picture_url, tags, available, version)
            select id, code, "categoryCode", name, description, "priceFen", "upgradeFen", allergens, "pictureUrl", tags,
                available, 0
            from rows order by code
            on conflict (id) do update set category_code = excluded.category_code, name = excluded.name,
                description = excluded.description, price_fen = excluded.price_fen, upgrade_fen = excluded.upgrade_fen,
                allergens = excluded.allergens, picture_url = excluded.picture_url, tags = excluded.tags,
                available = excluded.available, version = m.version + 1
            """;
    private static final String CLEAR_PRICES = "delete from menu_dish_price where dish_id = any($1)";
    private static final String CLEAR_CODES = "delete from menu_platform_dish where dish_id = any($1)";
    private static final String WRITE_PRICES = """
            insert into menu_dish_price (dish_id, store_id, price_fen)
            select d.id, p.key::uuid, p.value::bigint
            from jsonb_to_recordset($1::text::jsonb) as d (id uuid, "storePricesFen" jsonb),
                jsonb_each_text(d."storePricesFen") p
            """;
    private static final String WRITE_CODES = """
            insert into menu_platform_dish (platform, code, dish_id)
            select p.platform, p.code, d.id
            from jsonb_to_recordset($1::text::jsonb) as d (id uuid, "platformCodes" jsonb),
                jsonb_to_recordset(d."platformCodes") as p (platform text, code text)
            """;

    private final MenuReader reader;
    private final ProgrammeService programme;
    private final Json json;
    private final Ids ids;

    DishUploads(MenuReader reader, ProgrammeService programme, Json json, Ids ids) {
        this.reader = reader;
        this.programme = programme;
        this.json = json;
        this.ids = ids;
    }

    /**
     * A row as the statements read it.
     *
     * @param id its id
     */
    private record Numbered(UUID id, UploadPlan.Write write) {}

    /**
     * Writes what an upload says.
     *
     * @param connection the caller's connection, in its transaction
     * @param lines the upload
     * @param mode whether one refused line refuses all
     * @param dryRun whether only to report
     */
    Uni<UploadResponse> upload(SqlConnection connection, List<UploadedLine> lines, UploadMode mode, boolean dryRun) {
        return connection
                .query(LOCK)
                .execute()
                .chain(() -> reader.base(connection, 0))
                .map(menu -> UploadPlan.of(lines, menu, programme))
                .chain(plan -> {
                    boolean applied = !dryRun && !(mode == UploadMode.ALL && plan.refusesAny());
                    UploadResponse report = UploadResponse.of(applied, plan.report());
                    return applied
                            ? write(connection, plan.writes()).replaceWith(report)
                            : Uni.createFrom().item(report);
                });
    }

    private Uni<Void> write(SqlConnection connection, List<UploadPlan.Write> writes) {
        if (writes.isEmpty()) return Uni.createFrom().voidItem();
        List<Numbered> rows = writes.stream()
                .map(write -> new Numbered(write.id() == null ? ids.next() : write.id(), write))
                .toList();
        String document = json.text(rows.stream().map(DishUploads::row).toList());
        UUID[] written = rows.stream().map(Numbered::id).toArray(UUID[]::new);
        return connection
                .preparedQuery(WRITE)
                .execute(Tuple.of(document))
                .chain(() -> connection.preparedQuery(CLEAR_PRICES).execute(Tuple.of(written)))
                .chain(() -> connection.preparedQuery(WRITE_PRICES).execute(Tuple.of(document)))
                .chain(() -> connection.preparedQuery(CLEAR_CODES).execute(Tuple.of(written)))
                .chain(() -> connection.preparedQuery(WRITE_CODES).execute(Tuple.of(document)))
                .replaceWithVoid();
    }

    private static AdminDishResponse row(Numbered row) {
        DishValues values = row.write.values();
        return new AdminDishResponse(
                row.id,
                values.code(),
                values.categoryCode(),
                values.name(),
                values.description(),
                values.priceFen(),
                values.upgradeFen(),
                values.storePricesFen(),
                values.allergens(),
                values.pictureUrl(),
                values.tags(),
                values.platformCodes(),
                values.available(),
                false,
                0);
    }
}
