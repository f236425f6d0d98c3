package dev.huiyuan.programme;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stores and their versions in the database; what holds is read from memory, see {@link ProgrammeService}. */
@ApplicationScoped
class StoreTable {
    /** {@code $1} is the present. */
    private static final String COLUMNS = """
            v.store_id, v.version, v.effective_from, v.code, v.name, v.city, v.address, v.open, v.created_at, v.created_by,
            v.withdrawn_at, v.withdrawn_by,
            case when v.withdrawn_at is not null then 'WITHDRAWN'
                when v.effective_from > $1 then 'SCHEDULED'
                when exists (select from programme_store_version h where h.store_id = v.store_id
                    and h.withdrawn_at is null and h.effective_from <= $1 and h.effective_from > v.effective_from)
                    then 'ENDED'
                else 'ACTIVE' end as state
            """;

    /** The version of a store that holds, else the first that shall, else one that was withdrawn. */
    private static final String FOREMOST = """
             cross join lateral (
                select * from programme_store_version p where p.store_id = s.id
                order by p.withdrawn_at is not null, p.effective_from > $1, abs(extract(epoch from p.effective_from - $1))
                limit 1) v
            """;

    private static final String CREATE = "insert into programme_store (id, version) values ($1, 1)";
    private static final String CLAIM_CODE =
            "insert into programme_store_code (code, store_id) values ($1, $2) on conflict do nothing";
    private static final String HAS_CODE =
            "select exists (select from programme_store_code where code = $1 and store_id = $2) as has";
    private static final String LOCK = "select version from programme_store where id = $1 for no key update";
    private static final String COUNT =
            "update programme_store set version = version + 1 where id = $1 returning version";
    private static final String INSERT = """
            insert into programme_store_version
                (store_id, version, effective_from, code, name, city, address, open, created_at, created_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """;
    private static final String LAST = "select " + COLUMNS + """
             from programme_store_version v where v.store_id = $2 and v.withdrawn_at is null
            order by v.effective_from desc limit 1
            """;
    private static final String VERSION =
            "select " + COLUMNS + " from programme_store_version v where v.store_id = $2 and v.version = $3";
    private static final String VERSIONS = "select " + COLUMNS + """
             from programme_store_version v where v.store_id = $2 and v.version < $3 order by v.version desc limit $4
            """;
    private static final String WITHDRAW = """
            update programme_store_version set withdrawn_at = $3, withdrawn_by = $4 where store_id = $1 and version = $2
            """;
    private static final String READ =
            "select s.version as changes, " + COLUMNS + " from programme_store s" + FOREMOST + " where s.id = $2";
    private static final String PAGE = "select s.version as changes, " + COLUMNS + " from programme_store s" + FOREMOST
            + " where s.id < $2 order by s.id desc limit $3";

    /** A store with the number of its changes. */
    record Edited(StoreVersion version, int changes) {}

    /** A new store without a version. */
    Uni<Void> create(SqlConnection connection, UUID id) {
        return connection.preparedQuery(CREATE).execute(Tuple.of(id)).replaceWithVoid();
    }

    /** The number of a store's changes, locked until the transaction ends; problem {@code not-found}. */
    Uni<Integer> lock(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(id))
                .map(rows -> rows.stream()
                        .map(row -> row.getInteger("version"))
                        .findFirst()
                        .orElseThrow(ProblemCode.NOT_FOUND::with));
    }

    /** Counts a change of a locked store. */
    Uni<Integer> count(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery(COUNT)
                .execute(Tuple.of(id))
                .map(rows -> rows.iterator().next().getInteger("version"));
    }

    /** Makes a code the store's for ever; false where it is another's. */
    Uni<Boolean> claim(SqlConnection connection, UUID id, String code) {
        return connection
                .preparedQuery(CLAIM_CODE)
                .execute(Tuple.of(code, id))
                .chain(() -> connection.preparedQuery(HAS_CODE).execute(Tuple.of(code, id)))
                .map(rows -> rows.iterator().next().getBoolean("has"));
    }

    /** Writes a version. */
    Uni<Void> insert(SqlConnection connection, Store store, int version, Instant effectiveFrom, Change change) {
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.from(List.of(
                        store.id(),
                        version,
                        timestamp(effectiveFrom),
                        store.code(),
                        store.name(),
                        store.city(),
                        store.address(),
                        store.open(),
                        timestamp(change.at),
                        change.actor)))
                .replaceWithVoid();
    }

    /** Who changes something, and when. */
    record Change(String actor, Instant at) {}

    /** The version after which the next one has to hold. */
    Uni<Optional<StoreVersion>> last(SqlConnection connection, UUID id, Instant now) {
        return connection
                .preparedQuery(LAST)
                .execute(Tuple.of(timestamp(now), id))
                .map(rows -> rows.stream().map(StoreTable::version).findFirst());
    }

    /** A version; problem {@code not-found}. */
    Uni<StoreVersion> version(SqlConnection connection, UUID id, int version, Instant now) {
        return connection
                .preparedQuery(VERSION)
                .execute(Tuple.of(timestamp(now), id, version))
                .map(rows ->
                        rows.stream().map(StoreTable::version).findFirst().orElseThrow(ProblemCode.NOT_FOUND::with));
    }

    /** Versions with numbers below the given one, newest first. */
    Uni<List<StoreVersion>> versions(SqlClient client, UUID id, int before, int limit, Instant now) {
        return client.preparedQuery(VERSIONS)
                .execute(Tuple.of(timestamp(now), id, before, limit))
                .map(rows -> rows.stream().map(StoreTable::version).toList());
    }

    /** Withdraws a version that the caller has found to be scheduled. */
    Uni<Void> withdraw(SqlConnection connection, UUID id, int version, Change change) {
        return connection
                .preparedQuery(WITHDRAW)
                .execute(Tuple.of(id, version, timestamp(change.at), change.actor))
                .replaceWithVoid();
    }

    /** A store by the version that holds, else the first that shall; problem {@code not-found}. */
    Uni<Edited> read(SqlClient client, UUID id, Instant now) {
        return client.preparedQuery(READ)
                .execute(Tuple.of(timestamp(now), id))
                .map(rows ->
                        rows.stream().map(StoreTable::edited).findFirst().orElseThrow(ProblemCode.NOT_FOUND::with));
    }

    /** Stores with ids before the given one, newest first. */
    Uni<List<Edited>> page(SqlClient client, UUID before, int limit, Instant now) {
        return client.preparedQuery(PAGE)
                .execute(Tuple.of(timestamp(now), before, limit))
                .map(rows -> rows.stream().map(StoreTable::edited).toList());
    }

    private static Edited edited(Row row) {
        return new Edited(version(row), row.getInteger("changes"));
    }

    private static StoreVersion version(Row row) {
        return new StoreVersion(
                store(row),
                row.getInteger("version"),
                instant(row, "effective_from"),
                VersionState.valueOf(row.getString("state")),
                instant(row, "created_at"),
                row.getString("created_by"),
                instantOrNull(row, "withdrawn_at"),
                row.getString("withdrawn_by"));
    }

    /** The store of a row with a version's columns. */
    static Store store(Row row) {
        return new Store(
                row.getUUID("store_id"),
                row.getString("code"),
                row.getString("name"),
                row.getString("city"),
                row.getString("address"),
                row.getBoolean("open"));
    }
}
