package dev.huiyuan.programme.admin;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.VersionState;
import dev.huiyuan.shared.json.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Versions of the programme in the database; what holds is read from memory, see {@code ProgrammeService}. */
@ApplicationScoped
class VersionTable {
    private static final String COLUMNS = """
            version, effective_from, origin, restored_version, created_at, created_by, note, withdrawn_at, withdrawn_by,
            withdrawal_note,
            case when withdrawn_at is not null then 'WITHDRAWN'
                when effective_from > $1 then 'SCHEDULED'
                when effective_from = (select max(h.effective_from) from programme_version h
                    where h.withdrawn_at is null and h.effective_from <= $1) then 'ACTIVE'
                else 'ENDED' end as state
            """;
    private static final String WITH_DOCUMENT =
            "select " + COLUMNS + ", document::text as document from programme_version ";

    /** Nobody else writes versions until the transaction ends; whoever reads them is not disturbed. */
    private static final String LOCK = "lock table programme_version in share row exclusive mode";

    private static final String LAST =
            WITH_DOCUMENT + "where withdrawn_at is null order by effective_from desc limit 1";
    private static final String IN_FORCE =
            WITH_DOCUMENT + "where withdrawn_at is null and effective_from <= $1 order by effective_from desc limit 1";
    private static final String PREVIOUS =
            WITH_DOCUMENT + "where withdrawn_at is null and effective_from < $2 order by effective_from desc limit 1";
    private static final String NEXT_AFTER =
            WITH_DOCUMENT + "where withdrawn_at is null and effective_from > $2 order by effective_from limit 1";
    private static final String READ = WITH_DOCUMENT + "where version = $2";
    private static final String PAGE =
            "select " + COLUMNS + " from programme_version where version < $2 order by version desc limit $3";
    private static final String NEXT = "select max(version) + 1 as version from programme_version";
    private static final String INSERT = """
            insert into programme_version
                (version, effective_from, document, origin, restored_version, created_at, created_by, note)
            values ($1, $2, $3::text::jsonb, $4, $5, $6, $7, $8)
            """;
    private static final String WITHDRAW = """
            update programme_version set withdrawn_at = $2, withdrawn_by = $3, withdrawal_note = $4 where version = $1
            """;

    private final AdminNotes notes;
    private final Json json;

    VersionTable(AdminNotes notes, Json json) {
        this.notes = notes;
        this.json = json;
    }

    /** Makes activations and withdrawals follow each other. */
    Uni<Void> lock(SqlConnection connection) {
        return connection.query(LOCK).execute().replaceWithVoid();
    }

    /** The version after which the next one has to hold. */
    Uni<VersionDocument> last(SqlClient client, Instant now) {
        return client.preparedQuery(LAST)
                .execute(Tuple.of(timestamp(now)))
                .map(rows -> document(rows.iterator().next()));
    }

    /** The version that holds at an instant. */
    Uni<VersionDocument> inForce(SqlClient client, Instant now) {
        return client.preparedQuery(IN_FORCE)
                .execute(Tuple.of(timestamp(now)))
                .map(rows -> document(rows.iterator().next()));
    }

    /** The version that a scheduled one follows. */
    Uni<VersionDocument> previous(SqlClient client, VersionRecord version, Instant now) {
        return neighbour(client, PREVIOUS, version, now).map(Optional::orElseThrow);
    }

    /** The version that follows a scheduled one, if there is one. */
    Uni<Optional<VersionDocument>> next(SqlClient client, VersionRecord version, Instant now) {
        return neighbour(client, NEXT_AFTER, version, now);
    }

    private Uni<Optional<VersionDocument>> neighbour(
            SqlClient client, String statement, VersionRecord version, Instant now) {
        return client.preparedQuery(statement)
                .execute(Tuple.of(timestamp(now), timestamp(version.effectiveFrom())))
                .map(rows -> rows.stream().map(this::document).findFirst());
    }

    /** A version. */
    Uni<Optional<VersionDocument>> read(SqlClient client, int version, Instant now) {
        return client.preparedQuery(READ)
                .execute(Tuple.of(timestamp(now), version))
                .map(rows -> rows.stream().map(this::document).findFirst());
    }

    /** Versions with numbers below the given one, newest first. */
    Uni<List<VersionRecord>> page(SqlClient client, int before, int limit, Instant now) {
        return client.preparedQuery(PAGE)
                .execute(Tuple.of(timestamp(now), before, limit))
                .map(rows -> rows.stream().map(this::version).toList());
    }

    /** The number that the next version gets; under the lock. */
    Uni<Integer> nextNumber(SqlConnection connection) {
        return connection
                .query(NEXT)
                .execute()
                .map(rows -> rows.iterator().next().getInteger("version"));
    }

    /** Writes a version. */
    Uni<Void> insert(SqlConnection connection, int number, NewVersion version, Instant effectiveFrom, Instant now) {
        Tuple values = Tuple.tuple()
                .addInteger(number)
                .addOffsetDateTime(timestamp(effectiveFrom))
                .addString(json.text(version.document()))
                .addString(version.origin().name())
                .addInteger(version.restoredVersion())
                .addOffsetDateTime(timestamp(now))
                .addString(version.actor())
                .addValue(notes.seal(version.note(), notePlace(number)));
        return connection.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    /** Withdraws a version that the caller has found to be scheduled, under the lock. */
    Uni<Void> withdraw(SqlConnection connection, int number, String actor, @Nullable String note, Instant now) {
        Tuple values = Tuple.tuple()
                .addInteger(number)
                .addOffsetDateTime(timestamp(now))
                .addString(actor)
                .addValue(notes.seal(note, withdrawalPlace(number)));
        return connection.preparedQuery(WITHDRAW).execute(values).replaceWithVoid();
    }

    private VersionDocument document(Row row) {
        return new VersionDocument(version(row), json.read(row.getString("document"), Programme.class));
    }

    private VersionRecord version(Row row) {
        int number = row.getInteger("version");
        return new VersionRecord(
                number,
                instant(row, "effective_from"),
                VersionState.valueOf(row.getString("state")),
                VersionOrigin.valueOf(row.getString("origin")),
                row.getInteger("restored_version"),
                instant(row, "created_at"),
                row.getString("created_by"),
                notes.open(row, "note", notePlace(number)),
                instantOrNull(row, "withdrawn_at"),
                row.getString("withdrawn_by"),
                notes.open(row, "withdrawal_note", withdrawalPlace(number)));
    }

    private static String notePlace(int number) {
        return "programme_version.note:" + number;
    }

    private static String withdrawalPlace(int number) {
        return "programme_version.withdrawal_note:" + number;
    }
}
