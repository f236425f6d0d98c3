package dev.huiyuan.identity;

import dev.huiyuan.shared.crypto.PersonalDataCipher;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads staff for sign-in and refresh, beside sessions on the SQL client. Staff are written elsewhere. */
@ApplicationScoped
class StaffAccounts {
    private static final String READ = """
            select id, password_hash, display_name, role, all_stores, active,
                array(select store_id from identity_staff_store where staff_id = s.id) as stores
            from identity_staff s where
            """;
    private static final String BY_ID = READ + "id = $1";
    private static final String BY_USER_NAME = READ + "user_name = $1";

    private final Pool pool;
    private final PersonalDataCipher cipher;

    StaffAccounts(Pool pool, PersonalDataCipher cipher) {
        this.pool = pool;
        this.cipher = cipher;
    }

    Uni<Optional<StaffAccount>> byUserName(String userName) {
        return read(pool, BY_USER_NAME, userName);
    }

    Uni<Optional<StaffAccount>> byId(SqlClient connection, UUID id) {
        return read(connection, BY_ID, id);
    }

    private Uni<Optional<StaffAccount>> read(SqlClient connection, String sql, Object key) {
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(key))
                .map(rows -> rows.stream().findFirst().map(this::account));
    }

    private StaffAccount account(Row row) {
        UUID id = row.getUUID("id");
        return new StaffAccount(
                id,
                row.getString("password_hash"),
                cipher.decrypt(row.getBuffer("display_name").getBytes(), displayNamePlace(id)),
                row.getString("role"),
                Set.of(row.getArrayOfUUIDs("stores")),
                row.getBoolean("all_stores"),
                row.getBoolean("active"));
    }

    private static String displayNamePlace(UUID id) {
        return "identity_staff.display_name:" + id;
    }
}
