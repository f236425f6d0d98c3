package dev.huiyuan.member.file;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;

import dev.huiyuan.member.Birthday;
import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.member.Places;
import dev.huiyuan.shared.crypto.PersonalDataCipher;
import dev.huiyuan.shared.problem.ProblemCode;
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

/** The rows of {@code member}, one at a time, read and changed under a lock. */
@ApplicationScoped
class MemberFile {
    private static final String READ = """
            select id, member_no, state, name, birthday_lunar, birthday_month, birthday_day, birthday_leap, birthday_year,
                points_joined_at, offers_joined_at, registered_at, version
            from member where id = $1
            """;
    private static final String LOCK = READ + " for no key update";
    private static final String WRITE = """
            update member set name = $2, birthday_month = $3, birthday_day = $4, birthday_year = $5,
                points_joined_at = $6, offers_joined_at = $7, birthday_lunar = $8, birthday_leap = $9, version = version + 1
            where id = $1
            """;

    private final PersonalDataCipher cipher;

    MemberFile(PersonalDataCipher cipher) {
        this.cipher = cipher;
    }

    /** A member's row in clear. */
    record Entry(
            UUID id,
            String memberNo,
            MemberState state,
            @Nullable String name,
            @Nullable Birthday birthday,
            @Nullable Instant pointsJoinedAt,
            @Nullable Instant offersJoinedAt,
            Instant registeredAt,
            int version) {

        Entry withProfile(@Nullable String newName, @Nullable Birthday newBirthday) {
            return new Entry(
                    id,
                    memberNo,
                    state,
                    newName,
                    newBirthday,
                    pointsJoinedAt,
                    offersJoinedAt,
                    registeredAt,
                    version + 1);
        }

        Entry withProgrammes(@Nullable Instant points, @Nullable Instant offers) {
            return new Entry(id, memberNo, state, name, birthday, points, offers, registeredAt, version + 1);
        }
    }

    /** A member; problem {@code member-not-found}. */
    Uni<Entry> read(SqlConnection connection, UUID memberId) {
        return select(connection, READ, memberId);
    }

    /** A member, locked until the transaction ends; problems {@code member-not-found}, {@code member-closed}. */
    Uni<Entry> lock(SqlConnection connection, UUID memberId) {
        return select(connection, LOCK, memberId).invoke(entry -> {
            if (entry.state == MemberState.CLOSED) throw ProblemCode.MEMBER_CLOSED.with();
        });
    }

    /** Writes what a member may change. */
    Uni<Void> write(SqlConnection connection, Entry entry) {
        @Nullable Birthday birthday = entry.birthday;
        return connection
                .preparedQuery(WRITE)
                .execute(Tuple.from(Arrays.asList(
                        entry.id,
                        entry.name == null ? null : Buffer.buffer(cipher.encrypt(entry.name, Places.name(entry.id))),
                        birthday == null ? null : (short) birthday.month(),
                        birthday == null ? null : (short) birthday.day(),
                        birthday == null || birthday.year() == null
                                ? null
                                : birthday.year().shortValue(),
                        dev.huiyuan.shared.sql.SqlTypes.timestampOrNull(entry.pointsJoinedAt),
                        dev.huiyuan.shared.sql.SqlTypes.timestampOrNull(entry.offersJoinedAt),
                        birthday != null && birthday.byMoon(),
                        birthday != null && birthday.leapMonth() != null)))
                .replaceWithVoid();
    }

    private Uni<Entry> select(SqlConnection connection, String sql, UUID memberId) {
        return connection.preparedQuery(sql).execute(Tuple.of(memberId)).map(rows -> {
            for (Row row : rows) return entry(row);
            throw ProblemCode.MEMBER_NOT_FOUND.with();
        });
    }

    private Entry entry(Row row) {
        UUID id = row.getUUID("id");
        io.vertx.mutiny.core.buffer.@Nullable Buffer name = row.getBuffer("name");
        return new Entry(
                id,
                row.getString("member_no"),
                MemberState.valueOf(row.getString("state")),
                name == null ? null : cipher.decrypt(name.getBytes(), Places.name(id)),
                MemberDirectory.birthday(row),
                instantOrNull(row, "points_joined_at"),
                instantOrNull(row, "offers_joined_at"),
                instant(row, "registered_at"),
                row.getInteger("version"));
    }
}
