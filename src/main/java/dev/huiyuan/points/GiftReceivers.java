package dev.huiyuan.points;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.points.core.DayTotals;
import dev.huiyuan.points.core.LedgerRules;
import dev.huiyuan.points.core.PointsAccount;
import dev.huiyuan.points.core.Setting;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds receivers of gifts. Member numbers are not to be tried out: whoever could not give is told that, whatever the
 * number, and who could has a few wrong ones a day.
 */
@ApplicationScoped
class GiftReceivers {
    private static final Duration CLOCK_SLACK = Duration.ofHours(1);

    private static final String GIVEN = """
            select coalesce(-sum(points), 0)::bigint as given, count(*)::int as gifts from points_entry
            where member_id = $1 and id >= $2 and occurred_at >= $3 and type = 'TRANSFER_OUT'
            """;

    private final PointsQueries queries;
    private final MemberDirectory members;
    private final ProgrammeService programme;
    private final DayCounts counts;
    private final DayCountConfig config;
    private final Pool pool;
    private final Ids ids;
    private final Clock clock;

    GiftReceivers(
            PointsQueries queries,
            MemberDirectory members,
            ProgrammeService programme,
            DayCounts counts,
            DayCountConfig config,
            Pool pool,
            Ids ids,
            Clock clock) {
        this.queries = queries;
        this.members = members;
        this.programme = programme;
        this.counts = counts;
        this.config = config;
        this.pool = pool;
        this.ids = ids;
        this.clock = clock;
    }

    /** The member with a number; problem {@code too-many-requests} after too many numbers today that nobody has. */
    Uni<Optional<UUID>> find(Caller giver, String memberNo) {
        return counts.used(DayCounts.Kind.UNKNOWN_RECEIVER, giver.actor())
                .invoke(used -> {
                    if (used >= config.unknownReceivers()) throw tomorrow();
                })
                .chain(() -> pool.withConnection(connection -> members.findByNumber(connection, memberNo)));
    }

    /**
     * What a gift to a number that nobody has is refused with: as one to a member who takes none. It is counted where it
     * tells something.
     */
    Uni<ProblemException> refusal(Caller giver, long points) {
        return queries.holder(giver.id())
                .chain(holder -> pool.withConnection(connection -> judge(connection, holder, points)))
                .chain(refusal -> refusal.isPresent()
                        ? Uni.createFrom().item(refusal.get())
                        : counts.take(
                                        pool,
                                        DayCounts.Kind.UNKNOWN_RECEIVER,
                                        giver.actor(),
                                        1,
                                        config.unknownReceivers())
                                .map(counted -> counted ? ProblemCode.RECEIVER_NOT_AVAILABLE.with() : tomorrow()));
    }

    private Uni<Optional<ProblemException>> judge(SqlConnection connection, UUID giver, long points) {
        Instant now = clock.instant();
        ZoneId zone = programme.zone();
        Instant midnight = LocalDate.ofInstant(now, zone).atStartOfDay(zone).toInstant();
        return connection
                .preparedQuery(GIVEN)
                .execute(Tuple.of(giver, Ids.lowest(midnight.minus(CLOCK_SLACK)), timestamp(midnight)))
                .map(rows -> totals(rows.iterator().next()))
                .chain(today -> queries.account(connection, giver, now)
                        .map(found -> withToday(found.orElseGet(() -> PointsAccount.empty(giver)), today, now)))
                .chain(account -> members.facts(connection, List.of(giver))
                        .map(facts -> Optional.ofNullable(facts.get(giver)))
                        .map(facts -> facts.isEmpty()
                                ? Optional.of(ProblemCode.MEMBER_NOT_FOUND.with())
                                : Optional.ofNullable(LedgerRules.refuseGiver(
                                        account, facts.get(), points, new Setting(now, programme::at, ids::next)))));
    }

    private static DayTotals totals(Row row) {
        return new DayTotals(0, row.getLong("given"), row.getInteger("gifts"));
    }

    private PointsAccount withToday(PointsAccount account, DayTotals today, Instant now) {
        PointsAccount.History history = account.history();
        LocalDate day = LocalDate.ofInstant(now, programme.zone());
        return account.with(new PointsAccount.History(history.referred(), history.holds(), Map.of(day, today)));
    }

    private ProblemException tomorrow() {
        Instant now = clock.instant();
        ZoneId zone = programme.zone();
        Instant midnight =
                LocalDate.ofInstant(now, zone).plusDays(1).atStartOfDay(zone).toInstant();
        return ProblemCode.TOO_MANY_REQUESTS
                .with()
                .retryAfter((int) Duration.between(now, midnight).toSeconds() + 1);
    }
}
