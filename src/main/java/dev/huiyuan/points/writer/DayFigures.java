package dev.huiyuan.points.writer;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.DayTotals;
import dev.huiyuan.points.core.PointsAccount;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.sql.SqlArrays;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads what counts towards the limits of days, from the entries themselves. Entries carry time-ordered ids and are
 * booked after they happened: those of today are the member's latest ones, while those of a day in the past may stand
 * anywhere since. So an old order under a limit of a day reads the member's whole history since its day. Imports of many
 * old orders under such a limit want the index that {@code src/docs/deploying.md} names.
 */
@ApplicationScoped
class DayFigures {
    /** How far clocks of instances may be apart, and how far an order may lie in the future. */
    private static final Duration SLACK = Duration.ofHours(1);

    private static final String READ = """
            select k.member_id, k.day, coalesce(sum(e.points) filter (where e.type = 'ACCRUAL'), 0)::bigint as earned,
                coalesce(-sum(e.points) filter (where e.type = 'TRANSFER_OUT'), 0)::bigint as given,
                count(*) filter (where e.type = 'TRANSFER_OUT')::int as gifts
            from unnest($1::uuid[], $2::date[], $3::timestamptz[], $4::timestamptz[], $5::uuid[])
                as k (member_id, day, from_at, until_at, low_id)
            join points_entry e on e.member_id = k.member_id and e.id >= k.low_id
                and e.occurred_at >= k.from_at and e.occurred_at < k.until_at
            where e.type in ('ACCRUAL', 'TRANSFER_OUT')
            group by k.member_id, k.day
            """;

    private final ProgrammeService programme;

    DayFigures(ProgrammeService programme) {
        this.programme = programme;
    }

    private record MemberDay(UUID memberId, LocalDate day, ZoneId zone) {
        Instant begins() {
            return day.atStartOfDay(zone).toInstant();
        }

        Instant ends() {
            return day.plusDays(1).atStartOfDay(zone).toInstant();
        }
    }

    /** Adds the read to a pipeline; nothing where no limit of a day counts. */
    void addTo(Pipeline pipeline, SqlConnection connection, LedgerBatch batch) {
        Set<MemberDay> wanted = new LinkedHashSet<>();
        for (Command command : batch.commands) {
            MemberDay day = day(command, batch.now);
            if (day != null) wanted.add(day);
        }
        if (wanted.isEmpty()) return;
        List<MemberDay> days = List.copyOf(wanted);
        pipeline.add(connection
                .preparedQuery(READ)
                .execute(Tuple.of(
                        SqlArrays.ids(days, MemberDay::memberId),
                        days.stream().map(MemberDay::day).toArray(LocalDate[]::new),
                        days.stream().map(day -> timestamp(day.begins())).toArray(OffsetDateTime[]::new),
                        days.stream().map(day -> timestamp(day.ends())).toArray(OffsetDateTime[]::new),
                        SqlArrays.ids(days, day -> Ids.lowest(day.begins().minus(SLACK)))))
                .invoke(rows -> rows.forEach(row -> remember(row, batch))));
    }

    private @Nullable MemberDay day(Command command, Instant now) {
        if (command instanceof Command.Transfer gift)
            return day(gift.memberId(), now, programme.at(now).rules());
        if (!(command instanceof Command.Accrue order)) return null;
        Instant occurredAt = order.occurredAt().isAfter(now) ? now : order.occurredAt();
        Programme rules = programme.at(occurredAt).rules();
        return rules.earning().maxPointsPerDay() == null ? null : day(order.memberId(), occurredAt, rules);
    }

    private static MemberDay day(UUID memberId, Instant at, Programme rules) {
        return new MemberDay(memberId, LocalDate.ofInstant(at, rules.zone()), rules.zone());
    }

    private static void remember(Row row, LedgerBatch batch) {
        DayTotals totals = new DayTotals(row.getLong("earned"), row.getLong("given"), row.getInteger("gifts"));
        batch.accounts.computeIfPresent(row.getUUID("member_id"), (id, account) -> {
            PointsAccount.History history = account.history();
            Map<LocalDate, DayTotals> days = new HashMap<>(history.days());
            days.put(row.getLocalDate("day"), totals);
            return account.with(new PointsAccount.History(history.referred(), history.holds(), Map.copyOf(days)));
        });
    }
}
