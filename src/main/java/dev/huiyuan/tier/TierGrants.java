package dev.huiyuan.tier;

import dev.huiyuan.member.MemberCards;
import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.points.PointsLedger;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.sql.WriteSet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tiers that staff give, protect and take back. */
@ApplicationScoped
class TierGrants {
    private static final int CREATED = 201;
    private static final int MOST_YEARS = 10;

    private final Idempotency idempotency;
    private final PointsLedger ledger;
    private final MemberDirectory members;
    private final TierReads reads;
    private final TierWrites writes;
    private final TierQueries queries;
    private final TierSettings settings;
    private final ProgrammeService programme;
    private final MemberCards cards;
    private final Ids ids;

    TierGrants(
            Idempotency idempotency,
            PointsLedger ledger,
            MemberDirectory members,
            TierReads reads,
            TierWrites writes,
            TierQueries queries,
            TierSettings settings,
            ProgrammeService programme,
            MemberCards cards,
            Ids ids) {
        this.idempotency = idempotency;
        this.ledger = ledger;
        this.members = members;
        this.reads = reads;
        this.writes = writes;
        this.queries = queries;
        this.settings = settings;
        this.programme = programme;
        this.cards = cards;
        this.ids = ids;
    }

    /**
     * Gives a member a tier, or protects the one that they have.
     *
     * @return 201 with the change; problems {@code member-not-found}, {@code member-closed}, {@code account-merged},
     *     {@code tier-unknown}, {@code tier-protection-out-of-range}, {@code tier-protected}
     */
    Uni<Answer> grant(IdempotencyRequest key, Caller caller, UUID memberId, TierGrantRequest request) {
        return run(
                key,
                memberId,
                (connection, account, setting) -> Uni.createFrom()
                        .item(() -> grant(account, setting, request, cause("grant:", caller, request.reason()))));
    }

    private static TierChange grant(TierAccount account, TierSetting setting, TierGrantRequest request, Cause cause) {
        if (!setting.ladder().knows(request.tier())) {
            throw ProblemCode.TIER_UNKNOWN.with().at(new FieldError("/tier", "unknown", "no such tier"));
        }
        LocalDate today = setting.today();
        boolean inRange = !request.until().isBefore(today) && !request.until().isAfter(today.plusYears(MOST_YEARS));
        if (!inRange) {
            throw ProblemCode.TIER_PROTECTION_OUT_OF_RANGE
                    .with(MOST_YEARS)
                    .at(new FieldError("/until", "out-of-range", "not within the allowed time"));
        }
        if (account.standing().protection() != null) throw ProblemCode.TIER_PROTECTED.with();
        return TierRules.grant(account, request.tier(), request.kind(), request.until(), cause, setting);
    }

    /**
     * Takes a grant back.
     *
     * @return 201 with the change; problems {@code member-not-found}, {@code tier-grant-not-found},
     *     {@code tier-grant-over}
     */
    Uni<Answer> revoke(
            IdempotencyRequest key, Caller caller, UUID memberId, UUID grantId, TierRevocationRequest request) {
        Cause cause = cause("revocation:", caller, request.reason());
        return run(key, memberId, (connection, account, setting) -> {
            Standing.@Nullable Protection protection = TierRules.granted(account, grantId);
            if (protection == null) return over(connection, memberId, grantId);
            TierRules.revoke(account, protection, cause, setting);
            account.stand(account.standing().revoked(grantId, setting.today().minusDays(1)));
            return endMerged(connection, memberId, grantId, setting)
                    .replaceWith(account.changes().getLast());
        });
    }

    /** The accounts that the grant came from, by merges, have it no more when they are undone. */
    private Uni<Void> endMerged(SqlConnection connection, UUID memberId, UUID grantId, TierSetting setting) {
        return reads.withMerged(connection, List.of(memberId))
                .chain(ids -> reads.accounts(connection, ids, setting))
                .chain(accounts -> {
                    accounts.remove(memberId);
                    accounts.values()
                            .forEach(merged -> merged.stand(merged.standing()
                                    .revoked(grantId, setting.today().minusDays(1))));
                    return write(connection, accounts.values());
                });
    }

    private Uni<TierChange> over(SqlConnection connection, UUID memberId, UUID grantId) {
        return reads.withMerged(connection, List.of(memberId))
                .chain(ids -> queries.isGrant(connection, ids, grantId))
                .map(known -> {
                    throw (known ? ProblemCode.TIER_GRANT_OVER : ProblemCode.TIER_GRANT_NOT_FOUND).with();
                });
    }

    private Cause cause(String prefix, Caller caller, String reason) {
        return new Cause(prefix + ids.next(), null, caller.actor(), reason);
    }

    /** What becomes of a member whose account is locked. */
    @FunctionalInterface
    private interface Decision {
        Uni<TierChange> decide(SqlConnection connection, TierAccount account, TierSetting setting);
    }

    private Uni<Answer> run(IdempotencyRequest key, UUID memberId, Decision decision) {
        TierSetting setting = settings.now();
        return idempotency
                .run(
                        key,
                        CREATED,
                        connection -> requireMember(connection, memberId)
                                .chain(() -> locked(connection, memberId, setting))
                                .chain(account -> decision.decide(connection, account, setting)
                                        .call(change -> write(connection, List.of(account))))
                                .map(change -> TierChangeResponse.of(change, programme.zone())))
                .invoke(answer -> cards.invalidate(List.of(memberId)));
    }

    private Uni<TierAccount> locked(SqlConnection connection, UUID memberId, TierSetting setting) {
        return ledger.open(connection, memberId)
                .chain(() -> ledger.lock(connection, List.of(memberId)))
                .chain(() -> reads.accounts(connection, List.of(memberId), setting))
                .map(accounts -> {
                    TierAccount account = Objects.requireNonNull(accounts.get(memberId));
                    if (account.standing().mergedInto() != null) throw ProblemCode.ACCOUNT_MERGED.with();
                    TierRules.settle(account, setting);
                    return account;
                });
    }

    private Uni<Void> write(SqlConnection connection, Collection<TierAccount> accounts) {
        WriteSet changed = new WriteSet();
        writes.addTo(changed, accounts);
        return changed.run(connection);
    }

    private Uni<Void> requireMember(SqlConnection connection, UUID memberId) {
        return members.facts(connection, List.of(memberId))
                .invoke(known -> {
                    @Nullable MemberFacts member = known.get(memberId);
                    if (member == null) throw ProblemCode.MEMBER_NOT_FOUND.with();
                    if (member.state() == MemberState.CLOSED) throw ProblemCode.MEMBER_CLOSED.with();
                })
                .replaceWithVoid();
    }
}
