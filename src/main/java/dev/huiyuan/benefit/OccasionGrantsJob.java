package dev.huiyuan.benefit;

import dev.huiyuan.member.MemberCards;
import dev.huiyuan.programme.Occasions;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.shared.job.Chunk;
import dev.huiyuan.shared.job.ChunkDone;
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
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Grants the coupons of the calendar's days, once a member and celebration: on the first of its days, and on the later ones
 * to who was not there yet. Days that were missed are made up for a short while.
 */
@ApplicationScoped
class OccasionGrantsJob implements Job {
    static final String NAME = "occasion-grants";
    static final int CHUNK = 2_000;

    private static final int MAKE_UP_DAYS = 3;
    private static final ChunkSource MEMBERS = new ChunkSource("members", "member", "id", CHUNK);

    private final JobChunks chunks;
    private final Transactions transactions;
    private final OccasionGrants grants;
    private final Celebrations celebrations;
    private final BenefitConfig config;
    private final ProgrammeService programme;
    private final MemberCards cards;

    OccasionGrantsJob(
            JobChunks chunks,
            Transactions transactions,
            OccasionGrants grants,
            Celebrations celebrations,
            BenefitConfig config,
            ProgrammeService programme,
            MemberCards cards) {
        this.chunks = chunks;
        this.transactions = transactions;
        this.grants = grants;
        this.celebrations = celebrations;
        this.config = config;
        this.programme = programme;
        this.cards = cards;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Uni<JobResult> run(JobRun run) {
        ProgrammeVersion version = programme.at(run.startedAt());
        LocalDate today = run.date(version.rules().zone());
        AtomicLong granted = new AtomicLong();
        Uni<Void> all = transactions.run(connection -> run.checkpoint(connection, 0));
        Function<LocalDate, ProgrammeVersion> rules = day -> rulesOf(day, today, version);
        for (OccasionGrants.Gift gift : gifts(rules, today)) all = all.chain(() -> grant(run, gift, rules, granted));
        return all.map(done -> JobResult.of("granted", granted.get()));
    }

    /** A day that is over has the rules that it ended with. */
    private ProgrammeVersion rulesOf(LocalDate day, LocalDate today, ProgrammeVersion current) {
        if (!day.isBefore(today)) return current;
        return programme.at(
                day.plusDays(1).atStartOfDay(current.rules().zone()).toInstant().minusNanos(1));
    }

    private record Days(String occasion, LocalDate start) {}

    /**
     * What the days up to today bring, each run of days once.
     *
     * @param rules the rules of a day
     */
    static List<OccasionGrants.Gift> gifts(Function<LocalDate, ProgrammeVersion> rules, LocalDate today) {
        Map<Days, OccasionGrants.Gift> gifts = new LinkedHashMap<>();
        for (LocalDate day = today.minusDays(MAKE_UP_DAYS); !day.isAfter(today); day = day.plusDays(1)) {
            ProgrammeVersion version = rules.apply(day);
            for (Programme.Occasion occasion : version.occasions().on(day)) {
                if (occasion.offer().couponTemplate() == null) continue;
                List<LocalDate> days = Occasions.runOf(occasion.days(), day);
                LocalDate start = days.getFirst();
                OccasionGrants.Gift gift = new OccasionGrants.Gift(
                        occasion,
                        Objects.requireNonNull(occasion.offer().couponTemplate()),
                        start,
                        days,
                        List.of(start),
                        day,
                        today,
                        version.version(),
                        version.rules().zone());
                gifts.put(new Days(occasion.code(), start), gift);
            }
        }
        return List.copyOf(gifts.values());
    }

    private Uni<Void> grant(
            JobRun run, OccasionGrants.Gift gift, Function<LocalDate, ProgrammeVersion> rules, AtomicLong granted) {
        String purpose = gift.occasion().code() + "@" + gift.start() + "/" + gift.today();
        return transactions
                .run(connection -> celebrations.identify(connection, gift, rules))
                .chain(celebrated -> chunks.plan(run, purpose, List.of(MEMBERS))
                        .call(plan -> chunks.work(
                                run,
                                plan,
                                config.workers(),
                                (connection, chunk) -> work(connection, celebrated, chunk, granted))))
                .call(plan -> transactions.run(connection -> chunks.finish(connection, run, plan)))
                .replaceWithVoid();
    }

    private Uni<ChunkDone> work(SqlConnection connection, OccasionGrants.Gift gift, Chunk chunk, AtomicLong granted) {
        return JobPlans.fresh(connection)
                .chain(() -> grants.grant(connection, gift, chunk))
                .map(members -> new ChunkDone(members.size(), () -> {
                    granted.addAndGet(members.size());
                    cards.invalidate(members);
                }));
    }
}
