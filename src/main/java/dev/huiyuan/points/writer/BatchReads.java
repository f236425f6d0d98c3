package dev.huiyuan.points.writer;

import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.Merging;
import dev.huiyuan.shared.ledger.BatchMembers;
import dev.huiyuan.shared.ledger.LedgerParticipant;
import dev.huiyuan.shared.problem.ProblemCode;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The second step of a batch, behind its locks: reads what is known about the members, the lots and entries that the
 * commands touch, and what was answered before.
 */
@ApplicationScoped
class BatchReads {
    private static final String KNOWN_ACCOUNTS = "select member_id from points_account where member_id = any($1)";

    private final EarlierAnswers earlier;
    private final MemberDirectory members;
    private final List<LedgerParticipant> participants;
    private final ReferredEntries referred;
    private final LotLoader lots;
    private final DayFigures days;
    private final EarlyEvents early;

    BatchReads(
            EarlierAnswers earlier,
            MemberDirectory members,
            @All List<LedgerParticipant> participants,
            ReferredEntries referred,
            LotLoader lots,
            DayFigures days,
            EarlyEvents early) {
        this.earlier = earlier;
        this.members = members;
        this.participants = participants;
        this.referred = referred;
        this.lots = lots;
        this.days = days;
        this.early = early;
    }

    Reading begin(LedgerBatch batch) {
        return new Reading(batch);
    }

    /** The reading of one batch. */
    final class Reading {
        private final LedgerBatch batch;
        private final LotLoader.Loading loading;

        private Reading(LedgerBatch batch) {
            this.batch = batch;
            loading = lots.begin(batch);
        }

        /**
         * Adds what can be asked for behind the locks without knowing yet who got them; what is read of an account that is
         * busy is not looked at.
         */
        void addTo(Pipeline pipeline, SqlConnection connection) {
            addMembers(pipeline, connection, batch);
            addParticipants(pipeline, connection, batch);
            batch.attachments.addReads(pipeline, connection);
            referred.addTo(pipeline, connection, batch);
            days.addTo(pipeline, connection, batch);
            early.addTo(pipeline, connection, batch);
            loading.addTo(pipeline, connection);
        }

        /** Reads the rest; afterwards every command that is not to be decided has its outcome. */
        Uni<Void> rest(SqlConnection connection) {
            Pipeline pipeline = new Pipeline();
            earlier.addTo(pipeline, connection, batch);
            addKnownAccounts(pipeline, connection, batch);
            return pipeline.run()
                    .invoke(() -> settleUnlocked(batch))
                    .invoke(() -> batch.parts.forEach(part -> part.locked(batch.accounts.keySet())))
                    .chain(() -> loading.rest(connection))
                    .invoke(loading::complete);
        }
    }

    /** Reads what is due on the accounts of a batch without commands. */
    Uni<Void> readDue(SqlConnection connection, LedgerBatch batch) {
        LotLoader.Loading loading = lots.begin(batch);
        return loading.rest(connection).invoke(loading::complete);
    }

    private void addMembers(Pipeline pipeline, SqlConnection connection, LedgerBatch batch) {
        Set<UUID> all = new HashSet<>();
        for (Item item : batch.items) all.addAll(item.accountIds());
        pipeline.add(members.facts(connection, all).invoke(facts -> batch.members = facts));
    }

    private static void addKnownAccounts(Pipeline pipeline, SqlConnection connection, LedgerBatch batch) {
        Set<UUID> unlocked = new HashSet<>();
        for (Item item : batch.items) {
            for (UUID account : item.accountIds()) {
                if (!batch.accounts.containsKey(account)) unlocked.add(account);
            }
        }
        if (unlocked.isEmpty()) return;
        pipeline.add(connection
                .preparedQuery(KNOWN_ACCOUNTS)
                .execute(Tuple.of(unlocked.toArray(UUID[]::new)))
                .invoke(rows -> {
                    batch.toOpen.addAll(unlocked);
                    rows.forEach(row -> batch.toOpen.remove(row.getUUID(0)));
                }));
    }

    /** Participants read only where a command may move what orders have spent: what is spent in points does not. */
    private void addParticipants(Pipeline pipeline, SqlConnection connection, LedgerBatch batch) {
        Set<UUID> spending = new HashSet<>();
        Set<UUID> parting = new HashSet<>();
        for (Command command : batch.commands) {
            if (!movesSpending(command)) continue;
            spending.addAll(command.accountIds());
            if (command instanceof Merging.ReverseMerge) parting.add(command.memberId());
        }
        if (spending.isEmpty()) return;
        BatchMembers members = new BatchMembers(batch.now, spending, parting);
        for (LedgerParticipant participant : participants) {
            pipeline.add(participant.read(connection, members).invoke(batch.parts::add));
        }
    }

    private static boolean movesSpending(Command command) {
        return command instanceof Command.Accrue
                || command instanceof Command.ReverseAccrual
                || command instanceof Merging;
    }

    /** A member without a locked account is unknown, has no account yet, or is busy elsewhere. */
    private static void settleUnlocked(LedgerBatch batch) {
        batch.toOpen.retainAll(batch.members.keySet());
        for (Item item : batch.items) {
            if (!item.isOpen()) continue;
            if (!batch.members.keySet().containsAll(item.accountIds())) {
                item.outcome = new Outcome.Refused(ProblemCode.MEMBER_NOT_FOUND.with(), null);
            } else if (!batch.hasAccounts(item)) {
                item.outcome = new Outcome.Busy();
            }
        }
    }
}
