package dev.huiyuan.benefit;

import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.programme.Store;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What stores have to do for members: cards written by hand. */
@ApplicationScoped
class StoreTasks {
    /** The store is where the member was most often of late, else where the member registered, else the first one. */
    private static final String ADD_CARDS = """
            insert into benefit_task (id, member_id, store_id, kind, benefit_year, due_on, created_at)
            select c.id, m.id, store.id, 'BIRTHDAY_CARD', $3, $4, $5
            from unnest($1::uuid[], $2::uuid[]) as c (id, member_id)
            join member m on m.id = c.member_id
            left join lateral (
                select e.store_id from (
                    select store_id from points_entry
                    where member_id = m.id and type = 'ACCRUAL' and store_id is not null order by id desc limit 50) e
                group by e.store_id order by count(*) desc, e.store_id limit 1) visited on true
            cross join lateral (select coalesce(visited.store_id, m.store_id, $6::uuid) as id) store
            where store.id is not null
            on conflict do nothing
            """;

    private static final String COLUMNS = "id, member_id, kind, due_on, done_at";
    private static final String LIST = "select " + COLUMNS + """
             from benefit_task
            where store_id = $1 and id < $2 and ($3::boolean is null or (done_at is not null) = $3)
            order by id desc limit $4
            """;
    private static final String LOCK =
            "select " + COLUMNS + " from benefit_task where store_id = $1 and id = $2 for no key update";
    private static final String COMPLETE = "update benefit_task set done_at = $2, done_by = $3 where id = $1";

    private final Pool pool;
    private final ProgrammeService programme;
    private final Ids ids;
    private final Clock clock;

    StoreTasks(Pool pool, ProgrammeService programme, Ids ids, Clock clock) {
        this.pool = pool;
        this.programme = programme;
        this.ids = ids;
        this.clock = clock;
    }

    /** Members of a chosen tier, whose birthday is near. */
    record Cards(List<UUID> members, int benefitYear, LocalDate celebratedOn) {}

    /** Adds a card for each member, once a year. */
    Uni<Void> addCards(SqlConnection connection, Cards cards) {
        if (cards.members.isEmpty()) return Uni.createFrom().voidItem();
        return connection
                .preparedQuery(ADD_CARDS)
                .execute(Tuple.from(Arrays.asList(
                        cards.members.stream().map(member -> ids.next()).toArray(UUID[]::new),
                        cards.members.toArray(UUID[]::new),
                        (short) cards.benefitYear,
                        cards.celebratedOn,
                        timestamp(clock.instant()),
                        firstOpenStore())))
                .replaceWithVoid();
    }

    private @Nullable UUID firstOpenStore() {
        for (Store store : programme.stores()) {
            if (store.open()) return store.id();
        }
        return null;
    }

    /** A store's tasks, latest first. */
    Uni<Page<StoreTask>> list(UUID storeId, @Nullable Boolean done, @Nullable String cursor, int limit) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.from(Arrays.asList(storeId, Cursor.decode(cursor), done, limit + 1)))
                .map(rows -> Page.of(rows.stream().map(this::task).toList(), limit, StoreTask::id));
    }

    /**
     * Completes a task.
     *
     * @return problems {@code task-not-found}, {@code task-done}
     */
    Uni<StoreTask> complete(SqlConnection connection, Caller caller, UUID storeId, UUID taskId) {
        Instant now = clock.instant();
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(storeId, taskId))
                .map(rows -> {
                    for (Row row : rows) return task(row);
                    throw ProblemCode.TASK_NOT_FOUND.with();
                })
                .invoke(task -> {
                    if (task.doneAt() != null) throw ProblemCode.TASK_DONE.with();
                })
                .call(task ->
                        connection.preparedQuery(COMPLETE).execute(Tuple.of(taskId, timestamp(now), caller.actor())))
                .map(task -> task.doneAt(now.atZone(programme.zone()).toOffsetDateTime()));
    }

    private StoreTask task(Row row) {
        @Nullable Instant doneAt = instantOrNull(row, "done_at");
        return new StoreTask(
                row.getUUID("id"),
                row.getUUID("member_id"),
                row.getString("kind"),
                row.getLocalDate("due_on"),
                doneAt == null ? null : doneAt.atZone(programme.zone()).toOffsetDateTime());
    }
}
