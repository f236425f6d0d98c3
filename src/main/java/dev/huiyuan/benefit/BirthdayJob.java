package dev.huiyuan.benefit;

import dev.huiyuan.member.MemberCards;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.job.Job;
import dev.huiyuan.shared.job.JobResult;
import dev.huiyuan.shared.job.JobRun;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Grants the birthday meal to whom it is due. It looks at every birthday for which a grant can still be made, not only
 * at the one a week ahead: that makes up for missed days, and finds who joined or confirmed late.
 */
@ApplicationScoped
class BirthdayJob implements Job {
    static final String NAME = "birthday";

    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final String GRANTED = "granted";

    private final Transactions transactions;
    private final BirthdayGrants grants;
    private final ProgrammeService programme;
    private final MemberCards cards;

    BirthdayJob(Transactions transactions, BirthdayGrants grants, ProgrammeService programme, MemberCards cards) {
        this.transactions = transactions;
        this.grants = grants;
        this.programme = programme;
        this.cards = cards;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Streams rather than chains: a recursion of chains would grow the stack with every chunk. */
    @Override
    public Uni<JobResult> run(JobRun run) {
        Programme rules = programme.at(run.startedAt()).rules();
        LocalDate today = run.date(rules.zone());
        return Multi.createFrom()
                .iterable(BirthdayRules.openOn(today, rules.birthday().daysAhead()))
                .onItem()
                .transformToMultiAndConcatenate(occasion -> chunks(run, rules, occasion, today))
                .collect()
                .with(Collectors.summingLong(done -> done.granted().size()))
                .map(granted -> JobResult.of(GRANTED, granted));
    }

    private Multi<BirthdayGrants.Done> chunks(JobRun run, Programme rules, BirthdayOccasion occasion, LocalDate today) {
        AtomicReference<UUID> after = new AtomicReference<>(BEFORE_ALL);
        return Multi.createBy()
                .repeating()
                .uni(() -> chunk(
                                run,
                                new BirthdayGrants.Chunk(rules, occasion, Objects.requireNonNull(after.get()), today))
                        .invoke(done -> after.set(done.last())))
                .whilst(done -> !done.isLast());
    }

    private Uni<BirthdayGrants.Done> chunk(JobRun run, BirthdayGrants.Chunk chunk) {
        return transactions
                .run(connection -> grants.grant(connection, chunk)
                        .call(done -> run.checkpoint(connection, done.granted().size())))
                .invoke(done -> cards.invalidate(done.granted()));
    }
}
