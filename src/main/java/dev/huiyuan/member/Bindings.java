package dev.huiyuan.member;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.crypto.BlindIndex;
import dev.huiyuan.shared.crypto.PersonalDataCipher;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What members are found by: rows of {@code member_binding}. */
@ApplicationScoped
class Bindings {
    static final String UNIONID = "UNIONID";

    private static final String INSERT = """
            insert into member_binding (kind, index_key_id, hash, member_id, app, value, bound_at)
            select kind, $3, hash, $4, app, value, $7
            from unnest($1::text[], $2::bytea[], $5::text[], $6::bytea[]) as new (kind, hash, app, value)
            on conflict do nothing
            returning kind
            """;
    private static final String FIND =
            "select member_id from member_binding where kind = $1 and index_key_id = $2 and hash = $3";

    private final BlindIndex index;
    private final PersonalDataCipher cipher;

    Bindings(BlindIndex index, PersonalDataCipher cipher) {
        this.index = index;
        this.cipher = cipher;
    }

    /**
     * One value that a member is found by.
     *
     * @param kind a {@link BindingKind}'s name or {@link #UNIONID}
     * @param value the normalised value
     */
    record Binding(String kind, String value) {
        /** The application of an openid; empty for every other kind. */
        String app() {
            if (!kind.equals(BindingKind.OPENID.name())) return "";
            int colon = value.indexOf(':');
            if (colon < 1) throw new IllegalArgumentException("an openid is bound as appId:openid");
            return value.substring(0, colon);
        }
    }

    /** The hash by which a value is found. */
    byte[] hash(String kind, String value) {
        return index.hash(kind, value);
    }

    /** The key by which a value is looked up through the cache. */
    IndexKey indexKey(BindingKind kind, String value) {
        return new IndexKey(kind.name(), index.keyId(), HexFormat.of().formatHex(hash(kind.name(), value)));
    }

    /** Inserts what is free, in a fixed order so that parallel registrations do not deadlock; returns its kinds. */
    Uni<Set<String>> insert(SqlConnection connection, UUID memberId, Collection<Binding> bindings, Instant at) {
        List<Hashed> sorted = bindings.stream()
                .map(binding -> new Hashed(binding, hash(binding.kind, binding.value)))
                .sorted()
                .toList();
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.from(List.of(
                        sorted.stream().map(row -> row.binding.kind).toArray(String[]::new),
                        sorted.stream().map(row -> Buffer.buffer(row.hash)).toArray(Buffer[]::new),
                        index.keyId(),
                        memberId,
                        sorted.stream().map(row -> row.binding.app()).toArray(String[]::new),
                        sorted.stream()
                                .map(row -> encrypted(memberId, row.binding))
                                .toArray(Buffer[]::new),
                        timestamp(at))))
                .map(rows -> rows.stream().map(row -> row.getString("kind")).collect(Collectors.toSet()));
    }

    /** Whose the value is. */
    Uni<Optional<UUID>> find(SqlConnection connection, BindingKind kind, String value) {
        return connection
                .preparedQuery(FIND)
                .execute(Tuple.of(kind.name(), index.keyId(), Buffer.buffer(hash(kind.name(), value))))
                .map(rows -> rows.stream().map(row -> row.getUUID("member_id")).findFirst());
    }

    /** The value in clear. */
    String decrypt(UUID memberId, BindingKind kind, byte[] stored) {
        return cipher.decrypt(stored, place(memberId, kind.name(), ""));
    }

    /** The value of a column in clear, or null. */
    @Nullable
    String decryptOrNull(UUID memberId, BindingKind kind, Row row, String column) {
        io.vertx.mutiny.core.buffer.@Nullable Buffer stored = row.getBuffer(column);
        return stored == null ? null : decrypt(memberId, kind, stored.getBytes());
    }

    private Buffer encrypted(UUID memberId, Binding binding) {
        return Buffer.buffer(cipher.encrypt(binding.value, place(memberId, binding.kind, binding.app())));
    }

    private static String place(UUID memberId, String kind, String app) {
        return "member_binding.value:" + memberId + ":" + kind + ":" + app;
    }

    private record Hashed(Binding binding, byte[] hash) implements Comparable<Hashed> {
        @Override
        public int compareTo(Hashed other) {
            int kinds = binding.kind.compareTo(other.binding.kind);
            return kinds != 0 ? kinds : Arrays.compareUnsigned(hash, other.hash);
        }
    }
}
