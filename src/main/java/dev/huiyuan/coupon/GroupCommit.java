package dev.huiyuan.coupon;

import dev.huiyuan.member.MemberCards;
import dev.huiyuan.shared.batch.BatchLimits;
import dev.huiyuan.shared.batch.BatchQueue;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.IdempotencyBatch;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.idempotency.KeptAnswers;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;

/** Does requests that arrive together in one transaction: keys are claimed, the rest is decided, answers are kept. */
@ApplicationScoped
class GroupCommit {
    private final Vertx vertx;
    private final Transactions transactions;
    private final IdempotencyBatch idempotency;
    private final KeptAnswers kept;
    private final MemberCards cards;

    GroupCommit(
            Vertx vertx, Transactions transactions, IdempotencyBatch idempotency, KeptAnswers kept, MemberCards cards) {
        this.vertx = vertx;
        this.transactions = transactions;
        this.idempotency = idempotency;
        this.kept = kept;
        this.cards = cards;
    }

    /** Something that is asked for under a key. */
    interface Keyed {
        IdempotencyRequest key();
    }

    /**
     * What a batch did.
     *
     * @param completed the answers, one a command
     * @param changed the members whose cards show something else now
     */
    record Done(List<IdempotencyBatch.Completed> completed, Collection<UUID> changed) {}

    /**
     * A queue whose batches are done by {@link #write}. They run on a context of their own: a caller's context ends with
     * the caller's request.
     */
    <K, C extends Keyed> BatchQueue<K, C, Answer> queue(
            BatchLimits limits, BiFunction<K, List<C>, Uni<List<Answer>>> work) {
        Context root = VertxContext.getRootContext(vertx.getOrCreateContext());
        return new BatchQueue<>(
                limits, batch -> VertxContext.createNewDuplicatedContext(root).runOnContext(go -> batch.run()), work);
    }

    /**
     * Does a batch. A lost connection leaves the outcome open; the keys tell it when the batch is done again.
     *
     * @param work decides commands whose keys are claimed and writes their effects; it leaves the answers to us
     * @return one answer a command, in their order
     */
    <C extends Keyed> Uni<List<Answer>> write(List<C> commands, BiFunction<SqlConnection, List<C>, Uni<Done>> work) {
        Map<IdempotencyBatch.Key, C> leaders = new LinkedHashMap<>();
        for (C command : commands) leaders.putIfAbsent(IdempotencyBatch.Key.of(command.key()), command);
        return transactions
                .run(connection -> decide(connection, leaders, work))
                .onFailure(GroupCommit::isOutcomeUnknown)
                .retry()
                .atMost(1)
                .invoke(decided -> cards.invalidate(decided.changed()))
                .map(decided -> commands.stream()
                        .map(command -> answer(command, leaders, decided.answers()))
                        .toList());
    }

    private static boolean isOutcomeUnknown(Throwable failure) {
        return failure instanceof ProblemException problem && problem.code() == ProblemCode.OUTCOME_UNKNOWN;
    }

    private record Decided(Map<IdempotencyBatch.Key, Answer> answers, Collection<UUID> changed) {}

    private <C extends Keyed> Uni<Decided> decide(
            SqlConnection connection,
            Map<IdempotencyBatch.Key, C> leaders,
            BiFunction<SqlConnection, List<C>, Uni<Done>> work) {
        return idempotency
                .claim(connection, leaders.values().stream().map(Keyed::key).toList())
                .chain(earlier -> {
                    List<C> fresh = new ArrayList<>();
                    leaders.forEach((key, command) -> {
                        if (!earlier.containsKey(key)) fresh.add(command);
                    });
                    return done(connection, fresh, work).map(done -> decided(earlier, done));
                });
    }

    private <C extends Keyed> Uni<Done> done(
            SqlConnection connection, List<C> fresh, BiFunction<SqlConnection, List<C>, Uni<Done>> work) {
        if (fresh.isEmpty()) return Uni.createFrom().item(new Done(List.of(), List.of()));
        return work.apply(connection, fresh).call(done -> idempotency.complete(connection, done.completed()));
    }

    private static Decided decided(Map<IdempotencyBatch.Key, Answer> earlier, Done done) {
        Map<IdempotencyBatch.Key, Answer> answers = new LinkedHashMap<>(earlier);
        done.completed().forEach(c -> answers.put(IdempotencyBatch.Key.of(c.request()), c.answer()));
        return new Decided(answers, done.changed());
    }

    /** The leader's answer, repeated for those who sent the same key at the same time. */
    private <C extends Keyed> Answer answer(
            C command, Map<IdempotencyBatch.Key, C> leaders, Map<IdempotencyBatch.Key, Answer> answers) {
        IdempotencyBatch.Key key = IdempotencyBatch.Key.of(command.key());
        C leader = Objects.requireNonNull(leaders.get(key));
        Answer answer = Objects.requireNonNull(answers.get(key));
        if (command.equals(leader)) return answer;
        boolean same = Arrays.equals(command.key().hash(), leader.key().hash());
        return same ? answer.asReplay() : kept.refusal(command.key(), ProblemCode.IDEMPOTENCY_KEY_REUSED.with());
    }
}
