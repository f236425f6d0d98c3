package dev.huiyuan.points.writer;

import dev.huiyuan.points.core.Decision;
import dev.huiyuan.points.core.Facts;
import dev.huiyuan.points.core.LedgerRules;
import dev.huiyuan.points.core.PointsAccount;
import dev.huiyuan.points.core.Setting;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.problem.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The third step of a batch: folds the open commands over the accounts, in their order, in memory. */
@ApplicationScoped
class BatchFold {
    private static final Logger LOG = Logger.getLogger(BatchFold.class);

    private final ProgrammeService programme;
    private final Ids ids;
    private final EarlierAnswers answers;

    BatchFold(ProgrammeService programme, Ids ids, EarlierAnswers answers) {
        this.programme = programme;
        this.ids = ids;
        this.answers = answers;
    }

    /** Decides every open command. */
    void fold(LedgerBatch batch) {
        Setting setting = new Setting(batch.now, programme::at, ids::next);
        for (Item item : batch.items) {
            if (item.isOpen()) item.outcome = decide(batch, item, setting);
        }
    }

    private Outcome decide(LedgerBatch batch, Item item, Setting setting) {
        if (item.submission.refusal() != null) return answers.refused(item, item.submission.refusal());
        if (!item.presenceAccepted) return answers.refused(item, ProblemCode.PRESENCE_INVALID.with());
        UUID memberId = item.memberId();
        @Nullable PointsAccount account = batch.accounts.get(memberId);
        if (account == null) return new Outcome.Busy();
        Facts facts = new Facts(batch.members.get(memberId), batch.multipliers.getOrDefault(memberId, List.of()));
        Decision decision;
        try {
            decision = LedgerRules.apply(account, item.command(), item.entryId, facts, setting);
        } catch (IllegalStateException | ArithmeticException broken) {
            // The account is not as its rules need it: this command fails alone, the account stays as it is.
            LOG.errorf(broken, "a command on the account of member %s cannot be decided", memberId);
            return new Outcome.Refused(ProblemCode.INTERNAL_ERROR.with(), null);
        }
        batch.accounts.put(memberId, decision.account());
        batch.add(memberId, decision.changes());
        return switch (decision) {
            case Decision.Accepted accepted -> new Outcome.Booked(accepted.entry());
            case Decision.Refused refused -> answers.refused(item, refused.problem());
        };
    }
}
