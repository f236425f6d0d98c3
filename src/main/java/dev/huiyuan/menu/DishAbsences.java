package dev.huiyuan.menu;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of {@code menu_dish_absence}. */
@ApplicationScoped
class DishAbsences {
    private static final String DISH = "select retired_at is not null as retired from menu_dish where id = $1";
    private static final String CLEAR = "delete from menu_dish_absence where store_id = $1 and dish_id = $2";
    private static final String SET = """
            insert into menu_dish_absence as a (store_id, dish_id, kind, until, changed_at) values ($1, $2, $3, $4, $5)
            on conflict (store_id, dish_id) do update set kind = excluded.kind, until = excluded.until,
                changed_at = excluded.changed_at
            """;

    private final Transactions transactions;
    private final ProgrammeService programme;
    private final Clock clock;

    DishAbsences(Transactions transactions, ProgrammeService programme, Clock clock) {
        this.transactions = transactions;
        this.programme = programme;
        this.clock = clock;
    }

    /** Says whether a store has a dish; problems {@code dish-not-found}, {@code dish-retired}. */
    Uni<AvailabilityResponse> set(UUID storeId, UUID dishId, AvailabilityRequest request) {
        return transactions.run(connection -> connection
                .preparedQuery(DISH)
                .execute(Tuple.of(dishId))
                .invoke(DishAbsences::requireOnMenu)
                .chain(() -> write(connection, storeId, dishId, request))
                .replaceWith(new AvailabilityResponse(storeId, dishId, request.state(), local(request.until()))));
    }

    private static void requireOnMenu(RowSet<Row> rows) {
        Row row = rows.stream().findFirst().orElseThrow(ProblemCode.DISH_NOT_FOUND::with);
        if (row.getBoolean("retired")) throw ProblemCode.DISH_RETIRED.with();
    }

    private Uni<RowSet<Row>> write(SqlConnection connection, UUID storeId, UUID dishId, AvailabilityRequest request) {
        if (request.state() == Availability.AVAILABLE) {
            return connection.preparedQuery(CLEAR).execute(Tuple.of(storeId, dishId));
        }
        return connection
                .preparedQuery(SET)
                .execute(Tuple.from(Arrays.asList(
                        storeId, dishId, request.state().name(), request.until(), timestamp(clock.instant()))));
    }

    private @Nullable OffsetDateTime local(@Nullable OffsetDateTime until) {
        return until == null ? null : until.atZoneSameInstant(programme.zone()).toOffsetDateTime();
    }
}
