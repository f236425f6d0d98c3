package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.ProgrammeChange;
import dev.huiyuan.programme.ProgrammeImpact;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.sql.Transactions;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Tells before an activation what it would change. */
@ApplicationScoped
class PreviewService {
    private static final int QUARTER_MONTHS = 3;
    private static final String SNAPSHOT = "set transaction isolation level repeatable read, read only";
    /** A preview must not take the database away from the tills: each statement ends after this. */
    private static final String LIMIT = "set local statement_timeout = '5s'";

    private static final String QUERY_CANCELED = "57014";

    private final DraftTable drafts;
    private final VersionTable versions;
    private final ProgrammeCheck check;
    private final List<ProgrammeImpact> impacts;
    private final ProgrammeService programme;
    private final Transactions transactions;
    private final Json json;
    private final Clock clock;

    PreviewService(
            DraftTable drafts,
            VersionTable versions,
            ProgrammeCheck check,
            @All List<ProgrammeImpact> impacts,
            ProgrammeService programme,
            Transactions transactions,
            Json json,
            Clock clock) {
        this.drafts = drafts;
        this.versions = versions;
        this.check = check;
        this.impacts = impacts;
        this.programme = programme;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    /** A draft beside the version that it would follow. */
    private record Comparison(Draft draft, VersionDocument last) {
        /** Members whose tier is missing are part of what a preview tells, and no reason against one. */
        ProgrammeChange change() {
            return new ProgrammeChange(last.document(), draft.document(), true);
        }
    }

    /**
     * Compares a draft with the version that it would follow, by its fields and by the records of the last quarter.
     *
     * @return problems {@code not-found}, {@code programme-invalid}, {@code programme-preview-too-large}
     */
    Uni<PreviewResponse> preview(UUID draftId) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        ProgrammeImpact.Period period = quarterBefore(now, programme.zone());
        return transactions.run(connection -> connection
                .query(SNAPSHOT)
                .execute()
                .chain(() -> connection.query(LIMIT).execute())
                .chain(() -> comparison(connection, draftId, now))
                .call(comparison -> check.require(connection, comparison.change()))
                .chain(comparison -> estimates(connection, comparison.change(), period)
                        .map(impact -> response(comparison, period, impact)))
                .onFailure(PreviewService::isCutOff)
                .transform(
                        cutOff -> ProblemCode.PROGRAMME_PREVIEW_TOO_LARGE.with().retryAfter(60)));
    }

    /** The three months up to today, and of today what has passed. */
    static ProgrammeImpact.Period quarterBefore(Instant now, ZoneId zone) {
        Instant from = now.atZone(zone)
                .toLocalDate()
                .minusMonths(QUARTER_MONTHS)
                .atStartOfDay(zone)
                .toInstant();
        return new ProgrammeImpact.Period(from, now);
    }

    private Uni<Comparison> comparison(SqlConnection connection, UUID draftId, Instant now) {
        return drafts.read(connection, draftId)
                .chain(draft -> versions.last(connection, now).map(last -> new Comparison(draft, last)));
    }

    private Uni<List<ProgrammeImpact.Part>> estimates(
            SqlConnection connection, ProgrammeChange change, ProgrammeImpact.Period period) {
        List<ProgrammeImpact.Part> parts = new ArrayList<>();
        Uni<Void> all = Uni.createFrom().voidItem();
        for (ProgrammeImpact impact : impacts) {
            all = all.chain(() -> impact.estimate(connection, change, period)
                    .invoke(parts::add)
                    .replaceWithVoid());
        }
        return all.map(done -> List.copyOf(parts));
    }

    private PreviewResponse response(
            Comparison comparison, ProgrammeImpact.Period period, List<ProgrammeImpact.Part> impact) {
        ZoneId zone = programme.zone();
        DraftHead draft = comparison.draft().head();
        return new PreviewResponse(
                draft.id(),
                draft.version(),
                comparison.last().number(),
                draft.basedOn() != comparison.last().number(),
                changes(comparison.change()),
                period.from().atZone(zone).toOffsetDateTime(),
                period.until().atZone(zone).toOffsetDateTime(),
                impact);
    }

    private List<PreviewResponse.Change> changes(ProgrammeChange change) {
        return DocumentDiff.of(json.tree(change.before()), json.tree(change.after())).stream()
                .map(PreviewResponse.Change::of)
                .toList();
    }

    private static boolean isCutOff(Throwable failure) {
        return failure instanceof PgException canceled && QUERY_CANCELED.equals(canceled.getSqlState());
    }
}
