package dev.huiyuan.points;

import dev.huiyuan.points.core.Balance;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ContentErrors;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A member's points at past instants, and what became of them month by month. */
@ApplicationScoped
class PointsStatements {
    private static final String SNAPSHOT = "set transaction isolation level repeatable read, read only";

    private final PointsLog log;
    private final PointsHistory history;
    private final ProgrammeService programme;
    private final Transactions transactions;
    private final Clock clock;

    PointsStatements(
            PointsLog log, PointsHistory history, ProgrammeService programme, Transactions transactions, Clock clock) {
        this.log = log;
        this.history = history;
        this.programme = programme;
        this.transactions = transactions;
        this.clock = clock;
    }

    private record MonthOf(YearMonth month, Balance opening, Balance closing) {}

    /**
     * What a member had at an instant, with everything that took effect at it.
     *
     * @param at RFC 3339; a plus that an address turned into a space is understood
     * @return problems {@code validation-failed} for what is no instant or lies in the future, {@code member-not-found}
     */
    Uni<PointsResponse> at(UUID memberId, String at) {
        Instant instant = pastInstant(at);
        return inSnapshot(connection -> log.before(connection, memberId, instant.plus(1, ChronoUnit.MICROS)))
                .call(place -> requireMember(memberId, place))
                .map(place -> new PointsResponse(
                        memberId,
                        instant.atZone(programme.zone()).toOffsetDateTime(),
                        BalanceResponse.of(place.balance()),
                        null));
    }

    private Instant pastInstant(String at) {
        try {
            Instant instant = OffsetDateTime.parse(at.replace(' ', '+')).toInstant();
            if (instant.isAfter(clock.instant())) {
                throw ProblemException.ofField("at", "out-of-range", "the instant lies in the future");
            }
            return instant.isBefore(Instant.EPOCH) ? Instant.EPOCH : instant.truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException malformed) {
            throw ContentErrors.ofParameter("at", OffsetDateTime.class);
        }
    }

    /** The months in which a member's points moved, latest first; problems {@code member-not-found}, {@code cursor-invalid}. */
    Uni<Page<StatementMonth>> months(UUID memberId, int limit, @Nullable String cursor) {
        @Nullable YearMonth from = Months.ofCursor(cursor);
        Instant cut = from == null ? afterNow() : Months.start(from, programme.zone());
        return inSnapshot(connection -> log.before(connection, memberId, cut)
                        .call(place -> requireMember(memberId, place))
                        .chain(place -> collect(connection, memberId, place, new ArrayList<>(), limit + 1)))
                .map(months -> Page.of(months, limit, month -> Months.id(month.month()))
                        .map(month -> new StatementMonth(
                                month.month().toString(),
                                BalanceResponse.of(month.opening()),
                                BalanceResponse.of(month.closing()))));
    }

    /** From the month of the last change before it, step by step: work per month, however many entries it has. */
    private Uni<List<MonthOf>> collect(
            SqlConnection connection, UUID memberId, PointsLog.Place closing, List<MonthOf> found, int limit) {
        @Nullable Instant lastAt = closing.lastAt();
        if (lastAt == null || found.size() == limit) return Uni.createFrom().item(found);
        YearMonth month = YearMonth.from(lastAt.atZone(programme.zone()));
        return log.before(connection, memberId, Months.start(month, programme.zone()))
                .invoke(opening -> found.add(new MonthOf(month, opening.balance(), closing.balance())))
                .chain(opening -> collect(connection, memberId, opening, found, limit));
    }

    /**
     * A member's month.
     *
     * @param month {@code yyyy-MM}
     * @return problems {@code validation-failed}, {@code not-found} for a month to come, {@code member-not-found}
     */
    Uni<StatementResponse> statement(UUID memberId, String month) {
        YearMonth asked = Months.parse(month);
        ZoneId zone = programme.zone();
        Instant from = Months.start(asked, zone);
        Instant until = Months.start(asked.plusMonths(1), zone);
        Instant afterNow = afterNow();
        if (!from.isBefore(afterNow)) throw ProblemCode.NOT_FOUND.with();
        boolean complete = until.isBefore(afterNow);
        Instant cut = complete ? until : afterNow;
        return inSnapshot(connection -> log.before(connection, memberId, from)
                        .chain(opening -> log.before(connection, memberId, cut)
                                .chain(closing -> log.between(connection, memberId, from, opening, closing)
                                        .map(sums -> new Movement(opening, sums, closing)))))
                .call(movement -> requireMember(memberId, movement.closing()))
                .map(movement -> new StatementResponse(
                        memberId,
                        asked.toString(),
                        from.atZone(zone).toOffsetDateTime(),
                        until.atZone(zone).toOffsetDateTime(),
                        complete,
                        BalanceResponse.of(movement.opening().balance()),
                        movement.lines(),
                        BalanceResponse.of(movement.closing().balance())));
    }

    private record Movement(PointsLog.Place opening, Map<EntryType, PointsLog.Sum> sums, PointsLog.Place closing) {
        List<StatementLine> lines() {
            return sums.entrySet().stream()
                    .map(sum -> new StatementLine(
                            sum.getKey(),
                            sum.getValue().entries(),
                            sum.getValue().points()))
                    .toList();
        }
    }

    /** One picture of the log: what somebody books in between is in none of its parts. */
    private <T> Uni<T> inSnapshot(Function<SqlConnection, Uni<T>> work) {
        return transactions.run(
                connection -> connection.query(SNAPSHOT).execute().chain(() -> work.apply(connection)));
    }

    private Uni<Boolean> requireMember(UUID memberId, PointsLog.Place place) {
        return place.lastAt() == null
                ? history.requireMember(memberId)
                : Uni.createFrom().item(true);
    }

    private Instant afterNow() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS);
    }
}
