package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.ProgrammeChange;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes, shows, changes and checks drafts. */
@ApplicationScoped
class DraftService {
    private static final int CREATED = 201;
    private static final int MAX_DRAFTS = 100;

    private final DraftTable drafts;
    private final VersionTable versions;
    private final ProgrammeCheck check;
    private final ProgrammeService programme;
    private final Idempotency idempotency;
    private final Transactions transactions;
    private final Pool pool;
    private final Json json;
    private final Ids ids;
    private final Clock clock;

    DraftService(
            DraftTable drafts,
            VersionTable versions,
            ProgrammeCheck check,
            ProgrammeService programme,
            Idempotency idempotency,
            Transactions transactions,
            Pool pool,
            Json json,
            Ids ids,
            Clock clock) {
        this.drafts = drafts;
        this.versions = versions;
        this.check = check;
        this.programme = programme;
        this.idempotency = idempotency;
        this.transactions = transactions;
        this.pool = pool;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Copies a version.
     *
     * @return problems {@code programme-version-unknown}, {@code programme-drafts-full}
     */
    Uni<Answer> create(NewDraftRequest request, String actor, IdempotencyRequest key) {
        return idempotency.run(
                key,
                CREATED,
                connection -> source(connection, request.fromVersion())
                        .map(source -> copy(source, request.note(), actor))
                        .call(draft -> keep(connection, draft))
                        .map(this::response));
    }

    /** Drafts, newest first. */
    Uni<Page<DraftSummary>> list(@Nullable String cursor, int limit) {
        return drafts.page(pool, Cursor.decode(cursor), limit + 1)
                .map(rows ->
                        Page.of(rows, limit, DraftHead::id).map(draft -> DraftSummary.of(draft, programme.zone())));
    }

    /** A draft; problem {@code not-found}. */
    Uni<DraftResponse> read(UUID id) {
        return drafts.read(pool, id).map(this::response);
    }

    /**
     * Replaces fields of a draft.
     *
     * @param version the version that the change is based on
     * @param fields the new values: a whole document, or some of its fields by name
     * @return problems {@code not-found}, {@code version-stale}
     */
    Uni<DraftResponse> replace(UUID id, int version, Object fields, String actor) {
        return transactions
                .run(connection -> drafts.replace(connection, id, version, json.text(fields), actor, now())
                        .chain(changed -> changed.map(draft -> Uni.createFrom().item(draft))
                                .orElseGet(() -> refuse(connection, id))))
                .map(this::response);
    }

    /** The same for one field. */
    Uni<DraftResponse> replace(UUID id, int version, String part, Object value, String actor) {
        return replace(id, version, Map.of(part, Completeness.require(value)), actor);
    }

    /** Removes a draft; problem {@code not-found}. */
    Uni<Void> delete(UUID id) {
        return drafts.delete(pool, id)
                .invoke(deleted -> {
                    if (!deleted) throw ProblemCode.NOT_FOUND.with();
                })
                .replaceWithVoid();
    }

    /** Checks a draft; problems {@code not-found} and, pointing at all that is wrong, {@code programme-invalid}. */
    Uni<ValidationResponse> validate(UUID id) {
        return transactions.run(connection -> drafts.read(connection, id)
                .call(draft -> versions.last(connection, now())
                        .chain(last -> check.require(
                                connection, new ProgrammeChange(last.document(), draft.document(), false))))
                .map(draft -> new ValidationResponse(id, draft.head().version(), true)));
    }

    private Uni<VersionDocument> source(SqlConnection connection, @Nullable Integer number) {
        if (number == null) return versions.inForce(connection, now());
        return versions.read(connection, number, now())
                .map(found -> found.orElseThrow(() -> ProblemCode.PROGRAMME_VERSION_UNKNOWN
                        .with(number.toString())
                        .at(new FieldError("/fromVersion", "unknown", "there is no such version"))));
    }

    private Draft copy(VersionDocument source, @Nullable String note, String actor) {
        Instant now = now();
        return new Draft(
                new DraftHead(ids.next(), source.number(), note, 1, actor, now, actor, now), source.document());
    }

    private Uni<Void> keep(SqlConnection connection, Draft draft) {
        return drafts.insert(connection, draft, MAX_DRAFTS)
                .invoke(kept -> {
                    if (!kept) throw ProblemCode.PROGRAMME_DRAFTS_FULL.with(Integer.toString(MAX_DRAFTS));
                })
                .replaceWithVoid();
    }

    /** It is not there in the version that was stated: perhaps it is not there at all. */
    private Uni<Draft> refuse(SqlConnection connection, UUID id) {
        return drafts.read(connection, id).invoke(draft -> {
            throw ProblemCode.VERSION_STALE.with();
        });
    }

    private DraftResponse response(Draft draft) {
        return DraftResponse.of(draft, programme.zone());
    }

    /** As precise as the database, so that a repeated answer is the same. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
