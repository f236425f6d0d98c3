package dev.huiyuan.reward;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.crypto.BlindIndex;
import dev.huiyuan.shared.crypto.PersonalDataCipher;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Codes of pools: encrypted at rest, each given once. */
@ApplicationScoped
class VoucherCodes {
    /** Those that others are taking are passed over, so that takers do not queue for one row. */
    private static final String TAKE = """
            update reward_pool_code set redemption_id = $2, given_at = $3
            where (pool_id, id) = (
                select pool_id, id from reward_pool_code where pool_id = $1 and redemption_id is null
                order by id limit 1 for update skip locked)
            returning id
            """;
    /** The last ones: whoever has them may still roll back. */
    private static final String TAKE_AFTER_WAITING = TAKE.replace(" skip locked", "");

    private static final String GIVE_BACK =
            "update reward_pool_code set redemption_id = null, given_at = null where redemption_id = $1";
    private static final String READ = "select pool_id, id, sealed from reward_pool_code where redemption_id = $1";
    private static final String IMPORT = """
            insert into reward_pool_code (pool_id, id, sealed, index_key_id, hash)
            select $1, c.id, c.sealed, $4, c.hash
            from unnest($2::uuid[], $3::bytea[], $5::bytea[]) as c (id, sealed, hash)
            where not exists (
                select from unnest($6::uuid[], $7::text[], $8::bytea[]) as earlier (id, index_key_id, hash)
                join reward_pool_code there on there.pool_id = $1 and there.index_key_id = earlier.index_key_id
                    and there.hash = earlier.hash
                where earlier.id = c.id)
            on conflict on constraint reward_pool_code_once do nothing
            """;

    private final PersonalDataCipher cipher;
    private final BlindIndex index;
    private final Ids ids;

    VoucherCodes(PersonalDataCipher cipher, BlindIndex index, Ids ids) {
        this.cipher = cipher;
        this.index = index;
        this.ids = ids;
    }

    /** Takes a code for a redemption and returns its id; problem {@code reward-sold-out} where none is left. */
    Uni<UUID> take(SqlConnection connection, UUID poolId, UUID redemptionId, Instant now) {
        Tuple values = Tuple.of(poolId, redemptionId, timestamp(now));
        return connection
                .preparedQuery(TAKE)
                .execute(values)
                .chain(rows -> rows.rowCount() == 1
                        ? Uni.createFrom().item(rows)
                        : connection.preparedQuery(TAKE_AFTER_WAITING).execute(values))
                .map(VoucherCodes::taken);
    }

    private static UUID taken(RowSet<Row> rows) {
        return rows.stream().map(row -> row.getUUID("id")).findFirst().orElseThrow(ProblemCode.REWARD_SOLD_OUT::with);
    }

    /** A code that nobody has seen goes back into its pool. */
    Uni<Void> giveBack(SqlConnection connection, UUID redemptionId) {
        return connection
                .preparedQuery(GIVE_BACK)
                .execute(Tuple.of(redemptionId))
                .replaceWithVoid();
    }

    /** The code that a redemption was given. */
    Uni<Optional<String>> read(SqlClient client, UUID redemptionId) {
        return client.preparedQuery(READ)
                .execute(Tuple.of(redemptionId))
                .map(rows -> rows.stream()
                        .map(row -> cipher.decrypt(
                                row.getBuffer("sealed").getBytes(), place(row.getUUID("pool_id"), row.getUUID("id"))))
                        .findFirst());
    }

    /** Adds codes to a pool and returns how many are new, whichever key they were hashed under. */
    Uni<Integer> add(SqlConnection connection, UUID poolId, List<String> codes) {
        UUID[] codeIds = codes.stream().map(code -> ids.next()).toArray(UUID[]::new);
        Buffer[] sealed = new Buffer[codeIds.length];
        Buffer[] hashes = new Buffer[codeIds.length];
        Earlier earlier = new Earlier(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < codeIds.length; i++) {
            UUID id = codeIds[i];
            sealed[i] = Buffer.buffer(cipher.encrypt(codes.get(i), place(poolId, id)));
            Map<String, byte[]> known = new HashMap<>(index.hashes("reward-voucher:" + poolId, codes.get(i)));
            hashes[i] = Buffer.buffer(Objects.requireNonNull(known.remove(index.keyId())));
            known.forEach((key, hash) -> earlier.add(id, key, hash));
        }
        return connection
                .preparedQuery(IMPORT)
                .execute(Tuple.from(List.of(
                        poolId,
                        codeIds,
                        sealed,
                        index.keyId(),
                        hashes,
                        earlier.ids.toArray(UUID[]::new),
                        earlier.keys.toArray(String[]::new),
                        earlier.hashes.toArray(Buffer[]::new))))
                .map(RowSet::rowCount);
    }

    /** How codes would have been hashed under keys that are not in use any more. */
    private record Earlier(List<UUID> ids, List<String> keys, List<Buffer> hashes) {
        void add(UUID id, String key, byte[] hash) {
            ids.add(id);
            keys.add(key);
            hashes.add(Buffer.buffer(hash));
        }
    }

    private static String place(UUID poolId, UUID id) {
        return "reward_pool_code.sealed:" + poolId + "/" + id;
    }
}
