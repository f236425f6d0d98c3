package dev.huiyuan.coupon;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Administers batches of printed codes: created, exported once, ended. */
@ApplicationScoped
class CodeBatches {
    private static final int CREATED = 201;

    private static final String COLUMNS =
            "select id, template_id, name, size, state, created_at, exported_at, ended_at from coupon_code_batch";
    private static final String PAGE = COLUMNS + " where id < $1 order by id desc limit $2";
    private static final String ONE = COLUMNS + " where id = $1";
    private static final String INSERT = """
            insert into coupon_code_batch (id, template_id, name, size, state, created_at, created_by)
            values ($1, $2, $3, $4, 'CREATED', $5, $6)
            """;
    /** A printed code is good for a coupon, so a limited stock is taken with the batch: registering takes nothing more. */
    private static final String TAKE_STOCK =
            "update coupon_stock set issued = issued + $2 where template_id = $1 and stock - issued >= $2";

    private static final String EXPORT = """
            update coupon_code_batch set state = 'EXPORTED', exported_at = $2, exported_by = $3
            where id = $1 and state = 'CREATED' returning size
            """;
    private static final String END =
            "update coupon_code_batch set state = 'ENDED', ended_at = $2 where id = $1 and state <> 'ENDED'";

    private final Pool pool;
    private final Transactions transactions;
    private final Idempotency idempotency;
    private final TemplateQueries templates;
    private final CodeExport export;
    private final ProgrammeService programme;
    private final Ids ids;
    private final Clock clock;

    CodeBatches(
            Pool pool,
            Transactions transactions,
            Idempotency idempotency,
            TemplateQueries templates,
            CodeExport export,
            ProgrammeService programme,
            Ids ids,
            Clock clock) {
        this.pool = pool;
        this.transactions = transactions;
        this.idempotency = idempotency;
        this.templates = templates;
        this.export = export;
        this.programme = programme;
        this.ids = ids;
        this.clock = clock;
    }

    Uni<Page<CodeBatchResponse>> list(@Nullable String cursor, int limit) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(Cursor.decode(cursor), limit + 1))
                .map(rows -> Page.of(rows.stream().map(this::batch).toList(), limit, CodeBatchResponse::id));
    }

    Uni<CodeBatchResponse> read(UUID id) {
        return pool.preparedQuery(ONE).execute(Tuple.of(id)).map(this::required);
    }

    /**
     * Creates a batch; its codes are made by the export. What it takes from a limited stock does not come back when it
     * ends: its codes are on paper.
     *
     * @return problem {@code coupon-sold-out} where the stock is smaller
     */
    Uni<Answer> create(Caller caller, CodeBatchRequest request, IdempotencyRequest key) {
        return idempotency.run(
                key,
                CREATED,
                connection -> templates
                        .byId(connection, request.templateId())
                        .invoke(template -> {
                            if (template.isEmpty()) {
                                throw ProblemException.ofFields(java.util.List.of(
                                        new FieldError("/templateId", "unknown", "there is no such coupon template")));
                            }
                        })
                        .call(template -> takeStock(connection, template.orElseThrow(), request.size()))
                        .chain(() -> insert(connection, caller, request)));
    }

    private static Uni<Void> takeStock(SqlConnection connection, CouponTemplate template, int size) {
        if (template.stock() == null) return Uni.createFrom().voidItem();
        return connection
                .preparedQuery(TAKE_STOCK)
                .execute(Tuple.of(template.id(), (long) size))
                .invoke(rows -> {
                    if (rows.rowCount() == 0) throw ProblemCode.COUPON_SOLD_OUT.with();
                })
                .replaceWithVoid();
    }

    private Uni<CodeBatchResponse> insert(SqlConnection connection, Caller caller, CodeBatchRequest request) {
        Instant now = now();
        UUID id = ids.next();
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.of(
                        id, request.templateId(), request.name(), request.size(), timestamp(now), caller.actor()))
                .replaceWith(new CodeBatchResponse(
                        id,
                        request.templateId(),
                        request.name(),
                        request.size(),
                        CodeBatchState.CREATED,
                        CouponDates.local(now, programme.zone()),
                        null,
                        null));
    }

    /**
     * Makes the codes and returns them as CSV. Only hashes stay, so nobody gets them a second time; who loses the file ends
     * the batch and creates another one.
     *
     * @return problems {@code code-batch-not-found}, {@code code-batch-state-refused}
     */
    Uni<byte[]> export(Caller caller, UUID id) {
        return transactions.run(connection -> connection
                .preparedQuery(EXPORT)
                .execute(Tuple.of(id, timestamp(now()), caller.actor()))
                .chain(rows -> rows.rowCount() == 1
                        ? export.make(connection, id, rows.iterator().next().getInteger("size"))
                        : refuse(connection, id)));
    }

    /** Ends a batch: its codes are not good any more. */
    Uni<Answer> end(UUID id, IdempotencyRequest key) {
        return idempotency.run(
                key,
                CREATED,
                connection -> connection
                        .preparedQuery(END)
                        .execute(Tuple.of(id, timestamp(now())))
                        .chain(rows -> rows.rowCount() == 1
                                ? connection
                                        .preparedQuery(ONE)
                                        .execute(Tuple.of(id))
                                        .map(this::required)
                                : refuse(connection, id)));
    }

    private <T> Uni<T> refuse(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery(ONE)
                .execute(Tuple.of(id))
                .map(this::required)
                .map(batch -> {
                    throw ProblemCode.CODE_BATCH_STATE_REFUSED.with();
                });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private CodeBatchResponse required(RowSet<Row> rows) {
        if (rows.size() == 0) throw ProblemCode.CODE_BATCH_NOT_FOUND.with();
        return batch(rows.iterator().next());
    }

    private CodeBatchResponse batch(Row row) {
        return new CodeBatchResponse(
                row.getUUID("id"),
                row.getUUID("template_id"),
                row.getString("name"),
                row.getInteger("size"),
                CodeBatchState.valueOf(row.getString("state")),
                CouponDates.local(instant(row, "created_at"), programme.zone()),
                local(instantOrNull(row, "exported_at")),
                local(instantOrNull(row, "ended_at")));
    }

    private @Nullable OffsetDateTime local(@Nullable Instant instant) {
        return instant == null ? null : CouponDates.local(instant, programme.zone());
    }
}
