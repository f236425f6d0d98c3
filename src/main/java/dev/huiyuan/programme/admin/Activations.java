package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.ProgrammeActivated;
import dev.huiyuan.programme.ProgrammeConfig;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.programme.ProgrammeWithdrawn;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.outbox.Outbox;
import dev.huiyuan.shared.outbox.OutboxEvent;
import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.version.Versions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes versions out of drafts and of earlier versions, and withdraws those that do not hold yet. */
@ApplicationScoped
class Activations {
    private static final int CREATED = 201;

    private final VersionTable versions;
    private final DraftTable drafts;
    private final ProgrammeCheck check;
    private final ProgrammeService programme;
    private final ProgrammeConfig config;
    private final Idempotency idempotency;
    private final Outbox outbox;
    private final Json json;
    private final Ids ids;
    private final Clock clock;

    Activations(
            VersionTable versions,
            DraftTable drafts,
            ProgrammeCheck check,
            ProgrammeService programme,
            ProgrammeConfig config,
            Idempotency idempotency,
            Outbox outbox,
            Json json,
            Ids ids,
            Clock clock) {
        this.versions = versions;
        this.drafts = drafts;
        this.check = check;
        this.programme = programme;
        this.config = config;
        this.idempotency = idempotency;
        this.outbox = outbox;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Makes a draft a version.
     *
     * @param stated the draft's version that was seen; null where the caller does not mind
     * @return problems {@code not-found}, {@code version-stale}, {@code programme-invalid} and those of
     *     {@link ActivationRules#effectiveFrom}
     */
    Uni<Answer> activate(
            UUID draftId, @Nullable Integer stated, ActivationRequest request, String actor, IdempotencyRequest key) {
        return idempotency
                .run(
                        key,
                        CREATED,
                        connection -> drafts.lock(connection, draftId)
                                .invoke(draft -> compare(stated, draft))
                                .map(draft -> version(draft, request, actor))
                                .chain(version -> store(connection, version))
                                .call(() -> drafts.delete(connection, draftId)))
                .call(this::refresh);
    }

    /**
     * Brings the rules of an earlier version back, as a new one.
     *
     * @return problems {@code programme-version-unknown}, {@code programme-rollback-refused}, {@code programme-invalid}
     *     and those of {@link ActivationRules#effectiveFrom}
     */
    Uni<Answer> rollBack(RollbackRequest request, String actor, IdempotencyRequest key) {
        return idempotency
                .run(
                        key,
                        CREATED,
                        connection -> versions.lock(connection)
                                .chain(() -> restorable(connection, request.version()))
                                .map(earlier -> version(earlier, request, actor))
                                .chain(version -> store(connection, version)))
                .call(this::refresh);
    }

    /**
     * Withdraws a version.
     *
     * @return problems {@code not-found}, {@code programme-version-not-scheduled}, {@code programme-withdrawal-refused}
     */
    Uni<Answer> withdraw(int number, WithdrawalRequest request, String actor, IdempotencyRequest key) {
        return idempotency
                .run(
                        key,
                        CREATED,
                        connection -> versions.lock(connection)
                                .chain(() -> withdrawable(connection, number))
                                .call(version -> requireFit(connection, version))
                                .map(VersionDocument::version)
                                .call(() -> versions.withdraw(connection, number, actor, request.reason(), now()))
                                .call(version -> outbox.append(connection, List.of(withdrawn(version, actor))))
                                .chain(() -> response(connection, number)))
                .call(this::refresh);
    }

    private static void compare(@Nullable Integer stated, Draft draft) {
        if (stated != null) Versions.compare(stated, draft.head().version());
    }

    private static NewVersion version(Draft draft, ActivationRequest request, String actor) {
        return new NewVersion(
                draft.document(),
                instant(request.effectiveFrom()),
                request.movesMembers(),
                null,
                actor,
                Optional.ofNullable(request.note()).orElse(draft.head().note()));
    }

    private static NewVersion version(VersionDocument earlier, RollbackRequest request, String actor) {
        return new NewVersion(
                earlier.document(),
                instant(request.effectiveFrom()),
                request.movesMembers(),
                earlier.number(),
                actor,
                request.reason());
    }

    private Uni<VersionDocument> restorable(SqlConnection connection, int number) {
        Instant now = now();
        return versions.last(connection, now)
                .chain(last -> versions.read(connection, number, now)
                        .map(found -> found.orElseThrow(() -> unknown(number)))
                        .invoke(earlier -> ActivationRules.requireRestorable(earlier.version(), last.version())));
    }

    private static RuntimeException unknown(int number) {
        return ProblemCode.PROGRAMME_VERSION_UNKNOWN
                .with(Integer.toString(number))
                .at(new FieldError("/version", "unknown", "there is no such version"));
    }

    private Uni<VersionDocument> withdrawable(SqlConnection connection, int number) {
        return versions.read(connection, number, now())
                .map(found -> found.orElseThrow(ProblemCode.NOT_FOUND::with))
                .invoke(found -> ActivationRules.requireWithdrawable(found.version(), now(), config.activationLead()));
    }

    /** The version after the one that goes was checked as a change of that one, and has to be one of the one before too. */
    private Uni<Void> requireFit(SqlConnection connection, VersionDocument going) {
        Instant now = now();
        return versions.next(connection, going.version(), now)
                .chain(next -> next.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : versions.previous(connection, going.version(), now)
                                .chain(previous -> requireFit(connection, previous, going, next.get())));
    }

    private Uni<Void> requireFit(
            SqlConnection connection, VersionDocument previous, VersionDocument going, VersionDocument next) {
        return check.newErrors(connection, going.document(), previous.document(), next.document())
                .invoke(errors -> {
                    if (errors.isEmpty()) return;
                    throw ProblemCode.PROGRAMME_WITHDRAWAL_REFUSED
                            .with(Integer.toString(going.number()), Integer.toString(next.number()))
                            .at(errors.toArray(FieldError[]::new));
                })
                .replaceWithVoid();
    }

    /** One after the other: the time is read under the lock, so that it is later than that of whoever went before. */
    private Uni<VersionResponse> store(SqlConnection connection, NewVersion version) {
        return versions.lock(connection)
                .chain(() -> versions.last(connection, now()))
                .call(last -> check.require(connection, version.change(last.document())))
                .map(last -> effectiveFrom(version, last.version()))
                .chain(from -> versions.nextNumber(connection)
                        .call(number -> versions.insert(connection, number, version, from, now()))
                        .call(number -> outbox.append(connection, List.of(activated(number, from, version)))))
                .chain(number -> response(connection, number));
    }

    private Instant effectiveFrom(NewVersion version, VersionRecord last) {
        return ActivationRules.effectiveFrom(
                version.effectiveFrom(),
                new ActivationRules.Situation(last, now(), config.activationLead(), programme.zone()));
    }

    private Uni<VersionResponse> response(SqlConnection connection, int number) {
        return versions.read(connection, number, now())
                .map(Optional::orElseThrow)
                .map(stored -> VersionResponse.of(stored.version(), programme.zone()));
    }

    private OutboxEvent activated(int number, Instant from, NewVersion version) {
        return event(
                ProgrammeActivated.TOPIC,
                new ProgrammeActivated(number, from, version.restoredVersion(), version.actor()));
    }

    private OutboxEvent withdrawn(VersionRecord version, String actor) {
        return event(
                ProgrammeWithdrawn.TOPIC, new ProgrammeWithdrawn(version.version(), version.effectiveFrom(), actor));
    }

    private OutboxEvent event(String topic, Object payload) {
        return new OutboxEvent(ids.next(), topic, OutboxEvent.NOBODY, json.text(payload), now());
    }

    /**
     * This instance knows at once, the others within the refresh interval. The version is committed already, so that a
     * failure here must not be the caller's: this instance then reads it like the others.
     */
    private Uni<Void> refresh() {
        return programme.refresh().onFailure().recoverWithNull();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /** As precise as the database. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
