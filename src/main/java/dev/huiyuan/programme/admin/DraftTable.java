package dev.huiyuan.programme.admin;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.json.Json;
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

/** Drafts in the database. */
@ApplicationScoped
class DraftTable {
    /** What a list shows of a draft; its document is left out there. */
    private static final String HEAD = "id, based_on, note, version, created_by, created_at, updated_by, updated_at";

    private static final String COLUMNS = HEAD + ", document::text as document";
    private static final String INSERT = """
            insert into programme_draft
                (id, document, based_on, note, created_by, created_at, updated_by, updated_at)
            select $1, $2::text::jsonb, $3, $4, $5, $6, $5, $6 where (select count(*) from programme_draft) < $7
            """;
    private static final String READ = "select " + COLUMNS + " from programme_draft where id = $1";
    private static final String LOCK = READ + " for update";
    private static final String PAGE =
            "select " + HEAD + " from programme_draft where id < $1 order by id desc limit $2";

    /** Fields of the document that are not among the new ones stay as they are. */
    private static final String REPLACE = """
            update programme_draft
            set document = document || $3::text::jsonb, version = version + 1, updated_by = $4, updated_at = $5
            where id = $1 and $2 in (version, -1)
            returning
            """ + COLUMNS;

    private static final String DELETE = "delete from programme_draft where id = $1";

    private final AdminNotes notes;
    private final Json json;

    DraftTable(AdminNotes notes, Json json) {
        this.notes = notes;
        this.json = json;
    }

    /**
     * Keeps a new draft.
     *
     * @param most how many there may be
     * @return whether there was room
     */
    Uni<Boolean> insert(SqlConnection connection, Draft draft, int most) {
        DraftHead head = draft.head();
        Tuple values = Tuple.tuple()
                .addUUID(head.id())
                .addString(json.text(draft.document()))
                .addInteger(head.basedOn())
                .addValue(notes.seal(head.note(), place(head.id())))
                .addString(head.createdBy())
                .addOffsetDateTime(timestamp(head.createdAt()))
                .addInteger(most);
        return connection.preparedQuery(INSERT).execute(values).map(rows -> rows.rowCount() == 1);
    }

    /** A draft; problem {@code not-found}. */
    Uni<Draft> read(SqlClient client, UUID id) {
        return one(client, READ, id);
    }

    /** A draft that nobody else changes until the transaction ends; problem {@code not-found}. */
    Uni<Draft> lock(SqlConnection connection, UUID id) {
        return one(connection, LOCK, id);
    }

    /** Drafts with ids before the given one, newest first. */
    Uni<List<DraftHead>> page(SqlClient client, UUID before, int limit) {
        return client.preparedQuery(PAGE)
                .execute(Tuple.of(before, limit))
                .map(rows -> rows.stream().map(this::head).toList());
    }

    /**
     * Replaces fields of a draft's document.
     *
     * @param version the version that the change is based on, or {@code Versions.ANY}
     * @param fields a JSON object with the new values
     * @return the draft; empty where it is not there in this version
     */
    Uni<Optional<Draft>> replace(
            SqlConnection connection, UUID id, int version, String fields, String actor, Instant now) {
        return connection
                .preparedQuery(REPLACE)
                .execute(Tuple.of(id, version, fields, actor, timestamp(now)))
                .map(rows -> rows.stream().map(this::draft).findFirst());
    }

    /** Removes a draft; returns whether there was one. */
    Uni<Boolean> delete(SqlClient client, UUID id) {
        return client.preparedQuery(DELETE).execute(Tuple.of(id)).map(rows -> rows.rowCount() == 1);
    }

    private Uni<Draft> one(SqlClient client, String statement, UUID id) {
        return client.preparedQuery(statement)
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().map(this::draft).findFirst().orElseThrow(ProblemCode.NOT_FOUND::with));
    }

    private Draft draft(Row row) {
        return new Draft(head(row), json.read(row.getString("document"), Programme.class));
    }

    private DraftHead head(Row row) {
        UUID id = row.getUUID("id");
        return new DraftHead(
                id,
                row.getInteger("based_on"),
                notes.open(row, "note", place(id)),
                row.getInteger("version"),
                row.getString("created_by"),
                instant(row, "created_at"),
                row.getString("updated_by"),
                instant(row, "updated_at"));
    }

    private static String place(UUID id) {
        return "programme_draft.note:" + id;
    }
}
