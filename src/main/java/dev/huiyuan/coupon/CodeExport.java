package dev.huiyuan.coupon;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Makes a batch's codes, keeps their hashes and writes them as CSV. */
@ApplicationScoped
class CodeExport {
    /** So many codes are made and stored at a time: the event loop is not held for longer than some milliseconds. */
    private static final int CHUNK = 2_000;

    private static final String INSERT =
            "insert into coupon_code (hash, batch_id, index_key_id) select c, $2, $3 from unnest($1::bytea[]) as c";

    private final PrintedCodes codes;

    CodeExport(PrintedCodes codes) {
        this.codes = codes;
    }

    /** Makes so many codes; a line each below a heading. */
    Uni<byte[]> make(SqlConnection connection, UUID batchId, int size) {
        StringBuilder csv = new StringBuilder("code\r\n");
        Uni<Void> done = Uni.createFrom().voidItem();
        for (int from = 0; from < size; from += CHUNK) {
            int count = Math.min(CHUNK, size - from);
            done = done.chain(() -> chunk(connection, batchId, count, csv));
        }
        return done.map(any -> csv.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private Uni<Void> chunk(SqlConnection connection, UUID batchId, int count, StringBuilder csv) {
        Buffer[] hashes = new Buffer[count];
        for (int i = 0; i < count; i++) {
            String code = codes.next();
            hashes[i] = Buffer.buffer(codes.hash(code));
            csv.append(code).append("\r\n");
        }
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.of(hashes, batchId, codes.keyId()))
                .replaceWithVoid();
    }
}
