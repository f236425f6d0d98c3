package dev.huiyuan.benefit;

import dev.huiyuan.member.MemberCards;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.shared.job.Chunk;
import dev.huiyuan.shared.job.ChunkDone;
import dev.huiyuan.shared.job.ChunkPlan;
import dev.huiyuan.shared.job.ChunkSource;
import dev.huiyuan.shared.job.Job;
import dev.huiyuan.shared.job.JobChunks;
import dev.huiyuan.shared.job.JobPlans;
import dev.huiyuan.shared.job.JobResult;
import dev.huiyuan.shared.job.JobRun;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Grants the birthday meal to whom it is due and sends the e-cards of the day. It looks at every birthday for which a
 * grant can still be made, not only at the one a week ahead: that makes up for missed days, and finds who joined or
 * confirmed late. Only birthdays for which there is something to do become chunks, each of a range of their members.
 */
@ApplicationScoped
class BirthdayJob implements Job {
    static final String NAME = "birthday";
    /** Members a transaction. */
    static final int CHUNK = 2_000;

    private static final String GRANT = "grant/";
    private static final String GREET = "greet/";

    private final JobChunks chunks;
    private final Transactions transactions;
    private final BirthdayDue due;
    private final BirthdayGrants grants;
    private final BirthdayGreetings greetings;
    private final BenefitConfig config;
    private final ProgrammeService programme;
    private final MemberCards cards;

    BirthdayJob(
            JobChunks chunks,
            Transactions transactions,
            BirthdayDue due,
            BirthdayGrants grants,
            BirthdayGreetings greetings,
            BenefitConfig config,
            ProgrammeService programme,
            MemberCards cards) {
        this.chunks = chunks;
        this.transactions = transactions;
        this.due = due;
        this.grants = grants;
        this.greetings = greetings;
        this.config = config;
        this.programme = programme;
        this.cards = cards;
    }

    @Override
    public String name() {
        return NAME;
    }

    private record Counts(AtomicLong granted, AtomicLong greeted) {
        JobResult result() {
            return new JobResult(Map.of("granted", granted.get(), "greeted", greeted.get()));
        }
    }

    @Override
    public Uni<JobResult> run(JobRun run) {
        ProgrammeVersion version = programme.at(run.startedAt());
        BirthdayDue.Day day = new BirthdayDue.Day(
                version.rules(), version.version(), run.date(version.rules().zone()));
        Counts counts = new Counts(new AtomicLong(), new AtomicLong());
        return transactions
                .run(connection -> sources(connection, day))
                .chain(sources -> chunks.plan(run, day.today().toString(), sources))
                .call(plan -> chunks.work(
                        run, plan, config.workers(), (connection, chunk) -> work(connection, day, chunk, counts)))
                .call(plan -> finish(run, plan))
                .map(plan -> counts.result());
    }

    private Uni<Void> finish(JobRun run, ChunkPlan plan) {
        return transactions.run(connection -> chunks.finish(connection, run, plan));
    }

    private Uni<List<ChunkSource>> sources(SqlConnection connection, BirthdayDue.Day day) {
        List<BirthdayOccasion> open =
                BirthdayRules.openOn(day.today(), day.birthday().daysAhead());
        return JobPlans.fresh(connection)
                .chain(() -> due.open(connection, day, open))
                .chain(grants -> greetings
                        .open(connection, day, BirthdayRules.greetedOn(day.today()))
                        .map(greetings -> sources(grants, greetings)));
    }

    private static List<ChunkSource> sources(List<BirthdayOccasion> grants, List<BirthdayOccasion> greetings) {
        List<ChunkSource> sources = new ArrayList<>();
        grants.forEach(occasion -> sources.add(source(GRANT, occasion)));
        greetings.forEach(occasion -> sources.add(source(GREET, occasion)));
        return sources;
    }

    private static ChunkSource source(String kind, BirthdayOccasion occasion) {
        String filter = "birthday_lunar = " + occasion.byMoon() + " and birthday_month = " + occasion.month()
                + " and birthday_day = " + occasion.day();
        return new ChunkSource(kind + occasion.part(), "member", "id", CHUNK, filter);
    }

    private Uni<ChunkDone> work(SqlConnection connection, BirthdayDue.Day day, Chunk chunk, Counts counts) {
        if (chunk.part().startsWith(GREET)) {
            BirthdayOccasion occasion = BirthdayOccasion.ofPart(chunk.part().substring(GREET.length()));
            return JobPlans.fresh(connection)
                    .chain(() -> greetings.greet(connection, day, occasion, chunk))
                    .map(greeted -> new ChunkDone(greeted, () -> counts.greeted.addAndGet(greeted)));
        }
        BirthdayOccasion occasion = BirthdayOccasion.ofPart(chunk.part().substring(GRANT.length()));
        return JobPlans.fresh(connection)
                .chain(() -> grants.grant(connection, day, occasion, chunk))
                .map(granted -> new ChunkDone(granted.size(), () -> {
                    counts.granted.addAndGet(granted.size());
                    cards.invalidate(granted);
                }));
    }
}
