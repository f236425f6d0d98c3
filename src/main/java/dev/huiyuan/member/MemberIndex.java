package dev.huiyuan.member;

import dev.huiyuan.shared.cache.CacheShape;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Finds members by number and by bindings, many at once. */
@ApplicationScoped
class MemberIndex {
    private static final String BY_NUMBER = "select member_no, id from member where member_no = any($1)";
    private static final String BY_BINDING = """
            select b.kind, b.index_key_id, encode(b.hash, 'hex') as hash, b.member_id
            from unnest($1::text[], $2::text[], $3::bytea[]) as asked (kind, index_key_id, hash)
            join member_binding b using (kind, index_key_id, hash)
            """;

    private final Pool pool;

    MemberIndex(Pool pool) {
        this.pool = pool;
    }

    /** Whose the keys are; a key that is nobody's is absent. */
    Uni<Map<IndexKey, UUID>> read(List<IndexKey> keys) {
        List<IndexKey> numbers = keys.stream().filter(IndexKey::isNumber).toList();
        List<IndexKey> bindings = keys.stream().filter(key -> !key.isNumber()).toList();
        Map<IndexKey, UUID> found = new HashMap<>();
        return pool.withConnection(connection -> byNumber(connection, numbers, found)
                .chain(() -> byBinding(connection, bindings, found))
                .replaceWith(found));
    }

    private static Uni<Void> byNumber(SqlConnection connection, List<IndexKey> keys, Map<IndexKey, UUID> found) {
        if (keys.isEmpty()) return Uni.createFrom().voidItem();
        return connection
                .preparedQuery(BY_NUMBER)
                .execute(Tuple.of(keys.stream().map(IndexKey::value).toArray(String[]::new)))
                .invoke(rows -> rows.forEach(
                        row -> found.put(IndexKey.ofNumber(row.getString("member_no")), row.getUUID("id"))))
                .replaceWithVoid();
    }

    private static Uni<Void> byBinding(SqlConnection connection, List<IndexKey> keys, Map<IndexKey, UUID> found) {
        if (keys.isEmpty()) return Uni.createFrom().voidItem();
        HexFormat hex = HexFormat.of();
        return connection
                .preparedQuery(BY_BINDING)
                .execute(Tuple.of(
                        keys.stream().map(IndexKey::kind).toArray(String[]::new),
                        keys.stream().map(IndexKey::indexKeyId).toArray(String[]::new),
                        keys.stream()
                                .map(key -> Buffer.buffer(hex.parseHex(key.value())))
                                .toArray(Buffer[]::new)))
                .invoke(rows -> rows.forEach(row -> found.put(
                        new IndexKey(row.getString("kind"), row.getString("index_key_id"), row.getString("hash")),
                        row.getUUID("member_id"))))
                .replaceWithVoid();
    }

    /** The member's id as text, behind the key's own name so that another key's answer is noticed. */
    static final class Shape implements CacheShape<IndexKey, UUID> {
        private static final char SEPARATOR = '=';

        @Override
        public String name(IndexKey key) {
            return key.name();
        }

        @Override
        public byte[] encode(IndexKey key, UUID value) {
            return (key.name() + SEPARATOR + value).getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public Optional<UUID> decode(IndexKey key, byte[] stored, int offset) {
            String text = new String(stored, offset, stored.length - offset, StandardCharsets.US_ASCII);
            String start = key.name() + SEPARATOR;
            if (!text.startsWith(start)) return Optional.empty();
            return Optional.of(UUID.fromString(text.substring(start.length())));
        }
    }
}
