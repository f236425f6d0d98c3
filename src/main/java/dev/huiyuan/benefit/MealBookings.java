package dev.huiyuan.benefit;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.outbox.Outbox;
import dev.huiyuan.shared.outbox.OutboxEvent;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Birthday meals that members ask for and stores confirm. */
@ApplicationScoped
class MealBookings {
    private static final Set<MealBookingState> OPEN =
            EnumSet.of(MealBookingState.REQUESTED, MealBookingState.CONFIRMED);

    private final MealBookingTable table;
    private final ProgrammeService programme;
    private final Pool pool;
    private final Outbox outbox;
    private final Json json;
    private final Ids ids;
    private final Clock clock;

    MealBookings(
            MealBookingTable table,
            ProgrammeService programme,
            Pool pool,
            Outbox outbox,
            Json json,
            Ids ids,
            Clock clock) {
        this.table = table;
        this.programme = programme;
        this.pool = pool;
        this.outbox = outbox;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Asks for a meal.
     *
     * @return problems {@code store-unknown}, {@code grant-not-found}, {@code grant-used},
     *     {@code meal-date-not-allowed}, {@code meal-already-booked}
     */
    Uni<MealBookingResponse> request(SqlConnection connection, Caller member, MealBookingRequest request) {
        programme.requireStore(request.storeId());
        Instant now = now();
        UUID id = ids.next();
        return table.granted(connection, member.id(), request.benefitYear(), now)
                .map(found -> found.orElseThrow(ProblemCode.GRANT_NOT_FOUND::with))
                .invoke(granted -> requireBookable(granted, request, now))
                .chain(() -> table.insert(connection, id, member.id(), request, now))
                .invoke(stored -> {
                    if (!stored) throw ProblemCode.MEAL_ALREADY_BOOKED.with();
                })
                .chain(() -> changed(connection, id));
    }

    private void requireBookable(MealBookingTable.Granted granted, MealBookingRequest request, Instant now) {
        if (!granted.usable()) throw ProblemCode.GRANT_USED.with();
        LocalDate today = LocalDate.ofInstant(now, programme.zone());
        LocalTime time = LocalTime.ofInstant(now, programme.zone());
        boolean past = request.date().isBefore(today)
                || request.date().equals(today) && request.time().isBefore(time);
        boolean outside =
                request.date().isBefore(granted.from()) || request.date().isAfter(granted.through());
        if (past || outside) throw ProblemCode.MEAL_DATE_NOT_ALLOWED.with();
    }

    /** The member does not come; problems {@code meal-booking-not-found}, {@code meal-booking-closed}. */
    Uni<MealBookingResponse> cancel(SqlConnection connection, Caller member, UUID id) {
        return find(connection, id)
                .invoke(booking -> {
                    if (!booking.memberId().equals(member.id())) throw ProblemCode.MEAL_BOOKING_NOT_FOUND.with();
                    if (!OPEN.contains(booking.state())) throw ProblemCode.MEAL_BOOKING_CLOSED.with();
                })
                .call(() -> table.move(connection, id, MealBookingState.CANCELLED, null, member, now()))
                .chain(() -> changed(connection, id));
    }

    /**
     * The store answers.
     *
     * @param reason why it is declined, a code; null to confirm
     * @return problems {@code meal-booking-not-found}, {@code meal-booking-closed}
     */
    Uni<MealBookingResponse> answer(
            SqlConnection connection, Caller staff, UUID storeId, UUID id, @Nullable String reason) {
        MealBookingState next = reason == null ? MealBookingState.CONFIRMED : MealBookingState.DECLINED;
        return find(connection, id)
                .invoke(booking -> {
                    if (!booking.storeId().equals(storeId)) throw ProblemCode.MEAL_BOOKING_NOT_FOUND.with();
                    if (booking.state() != MealBookingState.REQUESTED) throw ProblemCode.MEAL_BOOKING_CLOSED.with();
                })
                .call(() -> table.move(connection, id, next, reason, staff, now()))
                .chain(() -> changed(connection, id));
    }

    Uni<Page<MealBookingResponse>> ofMember(UUID memberId, @Nullable String cursor, int limit) {
        return table.ofMember(pool, memberId, Cursor.decode(cursor), limit + 1)
                .map(rows -> Page.of(rows, limit, MealBookingResponse::id));
    }

    Uni<Page<MealBookingResponse>> ofStore(
            UUID storeId, @Nullable MealBookingState state, @Nullable String cursor, int limit) {
        return table.ofStore(pool, storeId, Cursor.decode(cursor), limit + 1, state)
                .map(rows -> Page.of(rows, limit, MealBookingResponse::id));
    }

    private Uni<MealBookingResponse> find(SqlConnection connection, UUID id) {
        return table.lock(connection, id).map(found -> found.orElseThrow(ProblemCode.MEAL_BOOKING_NOT_FOUND::with));
    }

    private Uni<MealBookingResponse> changed(SqlConnection connection, UUID id) {
        return find(connection, id).call(booking -> {
            MealBookingChanged event = new MealBookingChanged(
                    id, booking.storeId(), booking.state().name());
            return outbox.append(
                    connection,
                    List.of(new OutboxEvent(
                            ids.next(), MealBookingChanged.TOPIC, booking.memberId(), json.text(event), now())));
        });
    }

    /** As precise as the database. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
