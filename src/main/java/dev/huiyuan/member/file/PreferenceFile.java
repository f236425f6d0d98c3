package dev.huiyuan.member.file;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.member.FoodPreferences;
import dev.huiyuan.member.HealthPreferences;
import dev.huiyuan.member.Places;
import dev.huiyuan.shared.crypto.PersonalDataCipher;
import dev.huiyuan.shared.json.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of {@code member_preference}; the caller holds the member's lock when it writes. */
@ApplicationScoped
class PreferenceFile {
    private static final String READ =
            "select choices::text as choices, health, version from member_preference where member_id = $1";
    private static final String WRITE = """
            insert into member_preference (member_id, choices, health, version, updated_at)
            values ($1, $2::text::jsonb, $3, $4, $5)
            on conflict (member_id) do update set choices = excluded.choices, health = excluded.health,
                version = excluded.version, updated_at = excluded.updated_at
            """;

    private final PersonalDataCipher cipher;
    private final Json json;

    PreferenceFile(PersonalDataCipher cipher, Json json) {
        this.cipher = cipher;
        this.json = json;
    }

    /** A member's preferences in clear; version 0 where there are none. */
    record Entry(FoodPreferences food, HealthPreferences health, int version) {}

    Uni<Entry> read(SqlConnection connection, UUID memberId) {
        return connection.preparedQuery(READ).execute(Tuple.of(memberId)).map(rows -> {
            for (Row row : rows) return entry(memberId, row);
            return new Entry(FoodPreferences.none(), HealthPreferences.none(), 0);
        });
    }

    Uni<Void> write(SqlConnection connection, UUID memberId, Entry entry, Instant now) {
        byte @Nullable [] health =
                entry.health.saysNothing() ? null : cipher.encrypt(json.bytes(entry.health), Places.health(memberId));
        return connection
                .preparedQuery(WRITE)
                .execute(Tuple.from(Arrays.asList(
                        memberId,
                        json.text(entry.food),
                        health == null ? null : Buffer.buffer(health),
                        entry.version,
                        timestamp(now))))
                .replaceWithVoid();
    }

    private Entry entry(UUID memberId, Row row) {
        io.vertx.mutiny.core.buffer.@Nullable Buffer health = row.getBuffer("health");
        return new Entry(
                json.read(row.getString("choices"), FoodPreferences.class),
                health == null
                        ? HealthPreferences.none()
                        : json.read(
                                cipher.decryptBytes(health.getBytes(), Places.health(memberId)),
                                HealthPreferences.class),
                row.getInteger("version"));
    }
}
