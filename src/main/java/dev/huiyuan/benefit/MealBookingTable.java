package dev.huiyuan.benefit;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.crypto.PersonalDataCipher;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of {@code benefit_meal_booking}; notes are ciphertext. */
@ApplicationScoped
class MealBookingTable {
    private static final String COLUMNS =
            "id, member_id, benefit_year, store_id, state, booked_for, booked_at, party_size,"
                    + " note, reason, requested_at";
    /** The grant of a year with the time of its coupon, whose row is locked: it is not used meanwhile. */
    private static final String GRANT = """
            select c.state, c.valid_from, c.expires_at
            from benefit_grant g join coupon c on c.member_id = g.member_id and c.id = g.coupon_id
            where g.member_id = $1 and g.benefit_code = 'birthday' and g.benefit_year = $2 for no key update of c
            """;

    private static final String INSERT = """
            insert into benefit_meal_booking (id, member_id, benefit_year, store_id, state, booked_for, booked_at,
                party_size, note, requested_at)
            values ($1, $2, $3, $4, 'REQUESTED', $5, $6, $7, $8, $9) on conflict do nothing
            """;
    private static final String LOCK =
            "select " + COLUMNS + " from benefit_meal_booking where id = $1 for no key update";
    private static final String MOVE = """
            update benefit_meal_booking set state = $2, reason = $3, decided_at = $4, decided_by = $5 where id = $1
            """;
    private static final String OF_MEMBER = "select " + COLUMNS + """
             from benefit_meal_booking where member_id = $1 and id < $2 order by id desc limit $3
            """;
    private static final String OF_STORE = "select " + COLUMNS + """
             from benefit_meal_booking
            where store_id = $1 and id < $2 and ($4::text is null or state = $4) order by id desc limit $3
            """;

    private final PersonalDataCipher cipher;
    private final ProgrammeService programme;

    MealBookingTable(PersonalDataCipher cipher, ProgrammeService programme) {
        this.cipher = cipher;
        this.programme = programme;
    }

    /**
     * What was granted.
     *
     * @param usable whether its coupon can still be used
     * @param from the first day on which it can
     * @param through the last one
     */
    record Granted(boolean usable, LocalDate from, LocalDate through) {}

    Uni<Optional<Granted>> granted(SqlConnection connection, UUID memberId, int year, Instant now) {
        return connection
                .preparedQuery(GRANT)
                .execute(Tuple.of(memberId, (short) year))
                .map(rows -> rows.stream().map(row -> granted(row, now)).findFirst());
    }

    private Granted granted(Row row, Instant now) {
        Instant expiresAt = instant(row, "expires_at");
        return new Granted(
                row.getString("state").equals("ISSUED") && now.isBefore(expiresAt),
                LocalDate.ofInstant(instant(row, "valid_from"), programme.zone()),
                LocalDate.ofInstant(expiresAt.minusNanos(1), programme.zone()));
    }

    /** Stores a booking; false where the grant has an open one. */
    Uni<Boolean> insert(SqlConnection connection, UUID id, UUID memberId, MealBookingRequest request, Instant now) {
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.from(Arrays.asList(
                        id,
                        memberId,
                        (short) request.benefitYear(),
                        request.storeId(),
                        request.date(),
                        request.time(),
                        (short) request.partySize(),
                        request.note() == null ? null : Buffer.buffer(cipher.encrypt(request.note(), place(id))),
                        timestamp(now))))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Optional<MealBookingResponse>> lock(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().map(this::booking).findFirst());
    }

    Uni<Void> move(
            SqlConnection connection, UUID id, MealBookingState state, @Nullable String reason, Caller by, Instant at) {
        return connection
                .preparedQuery(MOVE)
                .execute(Tuple.from(Arrays.asList(id, state.name(), reason, timestamp(at), by.actor())))
                .replaceWithVoid();
    }

    Uni<List<MealBookingResponse>> ofMember(SqlClient client, UUID memberId, UUID before, int rows) {
        return client.preparedQuery(OF_MEMBER)
                .execute(Tuple.of(memberId, before, rows))
                .map(this::bookings);
    }

    Uni<List<MealBookingResponse>> ofStore(
            SqlClient client, UUID storeId, UUID before, int rows, @Nullable MealBookingState state) {
        return client.preparedQuery(OF_STORE)
                .execute(Tuple.from(Arrays.asList(storeId, before, rows, state == null ? null : state.name())))
                .map(this::bookings);
    }

    private List<MealBookingResponse> bookings(RowSet<Row> rows) {
        return rows.stream().map(this::booking).toList();
    }

    private MealBookingResponse booking(Row row) {
        UUID id = row.getUUID("id");
        io.vertx.mutiny.core.buffer.@Nullable Buffer note = row.getBuffer("note");
        return new MealBookingResponse(
                id,
                row.getUUID("member_id"),
                row.getInteger("benefit_year"),
                row.getUUID("store_id"),
                MealBookingState.valueOf(row.getString("state")),
                row.getLocalDate("booked_for"),
                row.getLocalTime("booked_at"),
                row.getInteger("party_size"),
                note == null ? null : cipher.decrypt(note.getBytes(), place(id)),
                row.getString("reason"),
                instant(row, "requested_at").atZone(programme.zone()).toOffsetDateTime());
    }

    private static String place(UUID id) {
        return "benefit_meal_booking.note:" + id;
    }
}
