package dev.huiyuan.benefit;

import dev.huiyuan.identity.PresenceUse;
import dev.huiyuan.identity.Presences;
import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.points.OrderTimes;
import dev.huiyuan.programme.Channel;
import dev.huiyuan.programme.Occasions;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.outbox.Outbox;
import dev.huiyuan.shared.outbox.OutboxEvent;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.tier.TierStandings;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What members get now, and its use. */
@ApplicationScoped
class BenefitUses {
    /** A bill that is open for longer is none of a restaurant's. */
    private static final int MAX_DAYS_OPEN = 1;

    private final BenefitUseTable table;
    private final GrantsOfPeople people;
    private final TierStandings standings;
    private final MemberDirectory members;
    private final Presences presences;
    private final ProgrammeService programme;
    private final Transactions transactions;
    private final Outbox outbox;
    private final Json json;
    private final Ids ids;
    private final Clock clock;

    BenefitUses(
            BenefitUseTable table,
            GrantsOfPeople people,
            TierStandings standings,
            MemberDirectory members,
            Presences presences,
            ProgrammeService programme,
            Transactions transactions,
            Outbox outbox,
            Json json,
            Ids ids,
            Clock clock) {
        this.table = table;
        this.people = people;
        this.standings = standings;
        this.members = members;
        this.presences = presences;
        this.programme = programme;
        this.transactions = transactions;
        this.outbox = outbox;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What a member gets now.
     *
     * @param storeId in which store; null where none is chosen yet
     * @return problems {@code member-not-found}, {@code store-unknown}
     */
    Uni<CurrentBenefitsResponse> current(UUID memberId, @Nullable UUID storeId, @Nullable Channel channel) {
        if (storeId != null) programme.requireStore(storeId);
        Instant now = clock.instant();
        ProgrammeVersion version = programme.at(now);
        LocalDate day = LocalDate.ofInstant(now, version.rules().zone());
        Occasions.Moment moment = new Occasions.Moment(now, storeId, channel);
        return transactions.run(connection -> requireKnown(connection, memberId)
                .chain(() -> people.personOf(connection, memberId))
                .chain(person -> current(connection, person, version, moment)
                        .chain(current -> usedOn(connection, new BillBenefits.MemberDay(person, day))
                                .map(used -> CurrentBenefitsResponse.of(
                                        current, used, version.rules().zone())))));
    }

    private Uni<Set<String>> usedOn(SqlConnection connection, BillBenefits.MemberDay day) {
        return table.usedOn(connection, List.of(day)).map(used -> used.getOrDefault(day, Set.of()));
    }

    private Uni<CurrentRules.Current> current(
            SqlConnection connection, UUID person, ProgrammeVersion version, Occasions.Moment moment) {
        return standings
                .codes(connection, List.of(person))
                .map(codes -> CurrentRules.current(version, codes.get(person), moment));
    }

    private Uni<Void> requireKnown(SqlConnection connection, UUID memberId) {
        return members.facts(connection, List.of(memberId))
                .invoke(facts -> {
                    if (!facts.containsKey(memberId)) throw ProblemCode.MEMBER_NOT_FOUND.with();
                })
                .replaceWithVoid();
    }

    /**
     * Uses a benefit for a bill of a member who is present; the same bill again is answered with what was done.
     *
     * @return problems {@code presence-invalid}, {@code member-unconfirmed}, {@code member-closed},
     *     {@code benefit-not-available}, {@code benefit-used}, {@code occurred-at-in-future}, {@code occurred-at-too-old},
     *     {@code business-date-out-of-range}
     */
    Uni<BenefitUseResponse> use(SqlConnection connection, Caller caller, BenefitUseRequest request) {
        // As precise as the database, so that a repeated answer is the same.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant occurredAt = occurredAt(request, programme.at(now).rules(), now);
        programme.requireStore(request.storeId(), occurredAt.isAfter(now) ? now : occurredAt);
        ProgrammeVersion version = programme.at(occurredAt);
        LocalDate day = LocalDate.ofInstant(occurredAt, version.rules().zone());
        OrderTimes.refuseFar(request.businessDate(), day);
        Occasions.Moment moment = new Occasions.Moment(occurredAt, request.storeId(), request.channelOrStore());
        return requirePresent(connection, caller, request)
                .chain(() -> people.personOf(connection, request.memberId()))
                .map(person ->
                        new BenefitUseTable.NewUse(ids.next(), person, request, day, version.version(), caller, now))
                .chain(use -> table.same(connection, use)
                        .chain(earlier -> earlier.isPresent()
                                ? Uni.createFrom().item(earlier.get())
                                : useFirst(connection, use, version, moment)));
    }

    /** The bill's own time decides, not that of the call: it may be sent after midnight, also again. */
    private static Instant occurredAt(BenefitUseRequest request, Programme rules, Instant now) {
        Instant occurredAt = OrderTimes.of(request.occurredAt(), "/occurredAt");
        OrderTimes.refuseFuture(occurredAt, now, rules.earning());
        if (occurredAt.isBefore(now.minus(Duration.ofDays(MAX_DAYS_OPEN)))) {
            throw ProblemCode.OCCURRED_AT_TOO_OLD.with(MAX_DAYS_OPEN);
        }
        return occurredAt;
    }

    private Uni<BenefitUseResponse> useFirst(
            SqlConnection connection, BenefitUseTable.NewUse use, ProgrammeVersion version, Occasions.Moment moment) {
        return current(connection, use.memberId(), version, moment)
                .invoke(current -> requireOffered(current, use.request()))
                .chain(() -> table.insert(connection, use))
                .chain(recorded -> recorded ? used(connection, use) : repeated(connection, use));
    }

    private Uni<Void> requirePresent(SqlConnection connection, Caller caller, BenefitUseRequest request) {
        PresenceUse use = new PresenceUse(
                request.presenceId(),
                request.memberId(),
                request.storeId(),
                caller.presenceTerminal(),
                request.bill().ref());
        return presences
                .use(connection, List.of(use))
                .invoke(accepted -> {
                    if (!accepted.contains(use)) throw ProblemCode.PRESENCE_INVALID.with();
                })
                .chain(() -> members.facts(connection, List.of(request.memberId())))
                .invoke(facts -> requireConfirmed(facts.get(request.memberId())))
                .replaceWithVoid();
    }

    private static void requireConfirmed(@Nullable MemberFacts member) {
        if (member == null) throw ProblemCode.MEMBER_NOT_FOUND.with();
        switch (member.state()) {
            case UNCONFIRMED -> throw ProblemCode.MEMBER_UNCONFIRMED.with();
            case CLOSED -> throw ProblemCode.MEMBER_CLOSED.with();
            case ACTIVE -> {}
        }
    }

    private static void requireOffered(CurrentRules.Current current, BenefitUseRequest request) {
        boolean offered =
                current.freeItems().stream().anyMatch(item -> item.benefit().equals(request.benefit()))
                        || current.discounts().stream()
                                .anyMatch(discount -> discount.benefit().equals(request.benefit()));
        if (!offered) throw ProblemCode.BENEFIT_NOT_AVAILABLE.with();
    }

    private Uni<BenefitUseResponse> used(SqlConnection connection, BenefitUseTable.NewUse use) {
        return announce(connection, BenefitUsed.TOPIC, response(use)).replaceWith(response(use));
    }

    private BenefitUseResponse response(BenefitUseTable.NewUse use) {
        BenefitUseRequest request = use.request();
        return new BenefitUseResponse(
                use.id(),
                use.memberId(),
                request.benefit(),
                use.ruleVersion(),
                request.storeId(),
                request.orderRef(),
                request.amountFen(),
                use.at().atZone(programme.zone()).toOffsetDateTime(),
                null);
    }

    private Uni<BenefitUseResponse> repeated(SqlConnection connection, BenefitUseTable.NewUse use) {
        return table.same(connection, use).map(found -> found.orElseThrow(ProblemCode.BENEFIT_USED::with));
    }

    /**
     * Reverses a use that was a mistake: it can be used again.
     *
     * @return problems {@code benefit-use-not-found}, {@code store-not-allowed}, {@code benefit-use-reversed}
     */
    Uni<BenefitUseResponse> reverse(SqlConnection connection, Caller caller, UUID useId, String reason) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return table.lock(connection, useId)
                .map(found -> found.orElseThrow(ProblemCode.BENEFIT_USE_NOT_FOUND::with))
                .invoke(use -> {
                    if (!caller.mayActFor(use.storeId())) throw ProblemCode.STORE_NOT_ALLOWED.with();
                    if (use.reversedAt() != null) throw ProblemCode.BENEFIT_USE_REVERSED.with();
                })
                .call(use -> table.reverse(connection, useId, caller, reason, now))
                .call(use -> announce(connection, BenefitUsed.REVERSED_TOPIC, use))
                .chain(use -> table.lock(connection, useId))
                .map(found -> found.orElseThrow(ProblemCode.BENEFIT_USE_NOT_FOUND::with));
    }

    private Uni<Void> announce(SqlConnection connection, String topic, BenefitUseResponse use) {
        BenefitUsed event = new BenefitUsed(use.id(), use.benefit(), use.storeId(), use.amountFen());
        return outbox.append(
                connection,
                List.of(new OutboxEvent(ids.next(), topic, use.memberId(), json.text(event), clock.instant())));
    }
}
