package dev.huiyuan.coupon;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * Uses printed codes up, each once. Whether a code is unknown, was used or belongs to an ended batch, the same statement
 * finds nothing and the answer is the same.
 */
@ApplicationScoped
class CodeLedger {
    private static final String REDEEM = """
            update coupon_code c set used_at = $2, used_store_id = $3, used_bill = $4 from coupon_code_batch b
            where c.hash = any($1::bytea[]) and c.used_at is null and b.id = c.batch_id and b.state = 'EXPORTED'
            returning b.id, b.template_id, c.hash
            """;
    private static final String REGISTER = """
            update coupon_code c set used_at = $2, registered_by = $3 from coupon_code_batch b
            where c.hash = any($1::bytea[]) and c.used_at is null and b.id = c.batch_id and b.state = 'EXPORTED'
            returning b.id, b.template_id, c.hash
            """;

    private static final int REF_BYTES = 16;

    private final TemplateQueries templates;

    CodeLedger(TemplateQueries templates) {
        this.templates = templates;
    }

    /**
     * A code that was good.
     *
     * @param batchId its batch
     * @param template what it is good for
     * @param ref by which its coupon refers to it, which tells nobody the code
     */
    record Good(UUID batchId, CouponTemplate template, String ref) {}

    /** Uses a code for a till's bill; problem {@code coupon-code-invalid}. */
    Uni<Good> redeem(SqlConnection connection, List<byte[]> hashes, RedeemCodeRequest request, Instant now) {
        return good(
                connection,
                connection
                        .preparedQuery(REDEEM)
                        .execute(Tuple.of(buffers(hashes), timestamp(now), request.storeId(), request.orderRef())));
    }

    /** Uses a code for a member; problem {@code coupon-code-invalid}. */
    Uni<Good> register(SqlConnection connection, List<byte[]> hashes, UUID memberId, Instant now) {
        return good(
                connection,
                connection.preparedQuery(REGISTER).execute(Tuple.of(buffers(hashes), timestamp(now), memberId)));
    }

    private static Buffer[] buffers(List<byte[]> hashes) {
        return hashes.stream().map(Buffer::buffer).toArray(Buffer[]::new);
    }

    private Uni<Good> good(SqlConnection connection, Uni<RowSet<Row>> used) {
        return used.chain(rows -> {
            if (rows.size() == 0) throw ProblemCode.COUPON_CODE_INVALID.with();
            Row row = rows.iterator().next();
            String ref = HexFormat.of().formatHex(row.getBuffer("hash").getBytes(), 0, REF_BYTES);
            return templates
                    .byId(connection, row.getUUID("template_id"))
                    .map(template -> new Good(row.getUUID("id"), template.orElseThrow(), ref));
        });
    }
}
