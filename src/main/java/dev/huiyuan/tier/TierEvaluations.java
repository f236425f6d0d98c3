package dev.huiyuan.tier;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.programme.ProgrammeService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Which quarters were evaluated, as of which day and by which rules. */
@ApplicationScoped
class TierEvaluations {
    private static final String BEGIN = """
            insert into tier_evaluation (quarter, as_of, programme_version, started_at) values ($1, $2, $3, $4)
            on conflict do nothing
            """;
    private static final String READ =
            "select as_of, programme_version, finished_at is not null as finished from tier_evaluation where quarter = $1";
    private static final String SINCE = """
            select quarter, as_of, programme_version, finished_at is not null as finished from tier_evaluation
            where as_of between $1 and $2 order by as_of
            """;
    private static final String FINISH =
            "update tier_evaluation set finished_at = $2 where quarter = $1 and finished_at is null";

    private final ProgrammeService programme;
    private final Clock clock;

    TierEvaluations(ProgrammeService programme, Clock clock) {
        this.programme = programme;
        this.clock = clock;
    }

    /**
     * A quarter's evaluation.
     *
     * @param quarter the quarter's first day
     * @param asOf the day as of which it is done
     * @param programmeVersion the version of the programme by which it is done
     * @param finished whether it is done
     */
    record Evaluation(LocalDate quarter, LocalDate asOf, int programmeVersion, boolean finished) {}

    /** The evaluation of a day's quarter, which begins with that day unless it has begun before. */
    Uni<Evaluation> begin(SqlConnection connection, LocalDate today) {
        LocalDate quarter = TierWindow.quarter(today);
        Instant now = clock.instant();
        return connection
                .preparedQuery(BEGIN)
                .execute(Tuple.of(quarter, today, programme.at(now).version(), timestamp(now)))
                .chain(() -> connection.preparedQuery(READ).execute(Tuple.of(quarter)))
                .map(rows -> evaluation(quarter, rows.iterator().next()));
    }

    private static Evaluation evaluation(LocalDate quarter, Row row) {
        return new Evaluation(
                quarter, row.getLocalDate("as_of"), row.getInteger("programme_version"), row.getBoolean("finished"));
    }

    /** The evaluations that began from one day to another, both included, by time. */
    Uni<List<Evaluation>> between(SqlConnection connection, LocalDate from, LocalDate to) {
        return connection
                .preparedQuery(SINCE)
                .execute(Tuple.of(from, to))
                .map(rows -> rows.stream()
                        .map(row -> evaluation(row.getLocalDate("quarter"), row))
                        .toList());
    }

    /** Every member is evaluated. */
    Uni<Void> finish(SqlConnection connection, Evaluation evaluation) {
        return connection
                .preparedQuery(FINISH)
                .execute(Tuple.of(evaluation.quarter(), timestamp(clock.instant())))
                .replaceWithVoid();
    }
}
