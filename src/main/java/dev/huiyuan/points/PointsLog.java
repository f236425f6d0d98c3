package dev.huiyuan.points;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.points.core.Balance;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.points.core.LedgerRules;
import dev.huiyuan.points.core.PointsAccount;
import dev.huiyuan.points.core.Setting;
import dev.huiyuan.points.writer.EntryRows;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member's log by time. The entries before an instant are those in front of the first one, by number, that took
 * effect at it or later: what passing time did takes effect when it fell due (a lot that was booked when it had expired
 * already, when it was booked), everything else when it was booked.
 *
 * <p>There is no index on numbers or times, but ids are ordered by time up to {@link #DISORDER}: a command may wait that
 * long for its account after it got its id, and what passing time did gets its ids after those of the batch's commands
 * and comes before them. So every search begins at an id and ends a window of that length further.
 */
@ApplicationScoped
class PointsLog {
    /** How much later than an id's own time its entry may be booked, at most. */
    static final Duration DISORDER = Duration.ofMinutes(1);

    private static final int MILLIS_SHIFT = 16;
    private static final UUID LAST_ID = new UUID(-1L, -1L);

    private static final String FIRST_SINCE =
            "select e.id from points_entry e where e.member_id = $1 and e.id >= $2 and " + EntryRows.EFFECTIVE_AT
                    + " >= $3 order by e.id limit 1";

    /** The least id that an entry may have which was booked after the one with the id of {@code commanded c}. */
    private static final String WINDOW =
            "(lpad(to_hex((extract(epoch from uuid_extract_timestamp(c.id)) * 1000)::bigint - " + DISORDER.toMillis()
                    + "), 12, '0') || repeat('0', 20))::uuid";

    /**
     * The last entry by number in front of what follows, and the time by which all up to it had effect: the latest one
     * since the last command, because a command comes after everything that was due.
     */
    private static final String LAST_BEFORE = "with next as materialized (select min(e.seq) as seq from points_entry e"
            + " where e.member_id = $1 and e.id >= $2 and e.id <= $3 and " + EntryRows.EFFECTIVE_AT + " >= $4), "
            + """
            commanded as materialized (
                select e.id from points_entry e
                where e.member_id = $1 and e.id <= $3 and e.seq < coalesce((select n.seq from next n), 1::bigint << 62)
                    and not (""" + EntryRows.BY_TIME + """
            )
                order by e.id desc limit 1)
            select e.seq, e.available_after, e.pending_after, e.held_after, e.debt_after, max(""" + EntryRows.EFFECTIVE_AT
            + """
            ) over () as effective_at
            from points_entry e
            where e.member_id = $1 and e.id <= $3 and e.seq < coalesce((select n.seq from next n), 1::bigint << 62)
                and e.id >= coalesce((select
            """ + WINDOW + """
             from commanded c), '00000000-0000-0000-0000-000000000000')
            order by e.seq desc limit 1
            """;

    private static final String SUMS = """
            select type, count(*) as entries, sum(points)::bigint as points from points_entry
            where member_id = $1 and id >= $2 and id <= $3 and seq > $4 and seq <= $5 group by type
            """;

    private final PointsQueries queries;
    private final ProgrammeService programme;
    private final Ids ids;

    PointsLog(PointsQueries queries, ProgrammeService programme, Ids ids) {
        this.queries = queries;
        this.programme = programme;
        this.ids = ids;
    }

    /**
     * A member's log up to an instant.
     *
     * @param seq the number of its last booked entry; 0 before the first
     * @param balance what the member had then
     * @param lastAt when it changed last; null before the first entry
     * @param end no booked entry of it has a greater id
     * @param due what had fallen due by then and is not booked yet, in order
     */
    record Place(long seq, Balance balance, @Nullable Instant lastAt, UUID end, List<LedgerEntry> due) {}

    /** What entries add up to. */
    record Sum(long entries, long points) {
        Sum plus(Sum more) {
            return new Sum(entries + more.entries, points + more.points);
        }
    }

    /** The log of a member before an instant, without what takes effect at it. */
    Uni<Place> before(SqlConnection connection, UUID memberId, Instant cut) {
        Tuple since = Tuple.of(memberId, earliestId(cut), timestamp(cut));
        return connection
                .preparedQuery(FIRST_SINCE)
                .execute(since)
                .chain(rows -> rows.rowCount() == 0
                        ? whole(connection, memberId, cut)
                        : booked(
                                connection,
                                memberId,
                                cut,
                                rows.iterator().next().getUUID("id")));
    }

    private Uni<Place> booked(SqlConnection connection, UUID memberId, Instant cut, UUID following) {
        UUID end = idAt((following.getMostSignificantBits() >>> MILLIS_SHIFT) + DISORDER.toMillis());
        return last(connection, Tuple.of(memberId, following, end, timestamp(cut)))
                .map(last -> last.map(row -> place(row, end))
                        .orElseGet(() -> new Place(0, Balance.ZERO, null, end, List.of())));
    }

    /** Nothing follows: what is due by then and not booked counts as done. */
    private Uni<Place> whole(SqlConnection connection, UUID memberId, Instant cut) {
        Instant at = cut.minus(1, ChronoUnit.MICROS);
        return last(connection, Tuple.of(memberId, LAST_ID, LAST_ID, timestamp(cut)))
                .chain(last -> last.isEmpty()
                        ? Uni.createFrom().item(new Place(0, Balance.ZERO, null, LAST_ID, List.of()))
                        : queries.account(connection, memberId, at)
                                .map(account -> withDue(place(last.get(), LAST_ID), account.orElseThrow(), at)));
    }

    private static Uni<Optional<Row>> last(SqlConnection connection, Tuple bounds) {
        return connection
                .preparedQuery(LAST_BEFORE)
                .execute(bounds)
                .map(rows -> rows.stream().findFirst());
    }

    private static Place place(Row row, UUID end) {
        return new Place(row.getLong("seq"), EntryRows.after(row), instant(row, "effective_at"), end, List.of());
    }

    private Place withDue(Place booked, PointsAccount account, Instant at) {
        List<LedgerEntry> due = LedgerRules.settle(account, new Setting(at, programme::at, ids::next))
                .changes()
                .entries();
        if (due.isEmpty()) return booked;
        Instant lastAt = due.getLast().effectiveAt();
        Instant bookedAt = booked.lastAt();
        if (bookedAt != null && bookedAt.isAfter(lastAt)) lastAt = bookedAt;
        return new Place(booked.seq(), due.getLast().after(), lastAt, booked.end(), due);
    }

    /** What happened to a member between two instants, by type of entry; both places are of one snapshot. */
    Uni<Map<EntryType, Sum>> between(
            SqlConnection connection, UUID memberId, Instant from, Place opening, Place closing) {
        return connection
                .preparedQuery(SUMS)
                .execute(Tuple.of(memberId, earliestId(from), closing.end(), opening.seq(), closing.seq()))
                .map(rows -> {
                    Map<EntryType, Sum> sums = new EnumMap<>(EntryType.class);
                    rows.forEach(row -> sums.put(
                            EntryType.valueOf(row.getString("type")),
                            new Sum(row.getLong("entries"), row.getLong("points"))));
                    closing.due().stream()
                            .skip(opening.due().size())
                            .forEach(entry -> sums.merge(entry.type(), new Sum(1, entry.points()), Sum::plus));
                    return sums;
                });
    }

    /** The least id that an entry may have which was booked at an instant or later. */
    private static UUID earliestId(Instant instant) {
        return idAt(instant.minus(DISORDER).toEpochMilli());
    }

    private static UUID idAt(long epochMillis) {
        return new UUID(Math.max(0, epochMillis) << MILLIS_SHIFT, 0);
    }
}
