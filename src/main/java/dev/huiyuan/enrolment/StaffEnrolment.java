package dev.huiyuan.enrolment;

import dev.huiyuan.identity.PhoneCodes;
import dev.huiyuan.member.BindingKind;
import dev.huiyuan.member.MemberCards;
import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.member.NewMember;
import dev.huiyuan.member.RegisteredMembers;
import dev.huiyuan.programme.ProgrammeBenefits;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.crypto.PhoneNumber;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Members recorded by others: by staff at the till, who confirm later, and by imports of history. */
@ApplicationScoped
class StaffEnrolment {
    private static final Logger LOG = Logger.getLogger(StaffEnrolment.class);
    /** What the code that staff ask for is used for; see {@link PhoneCodes#send}. */
    private static final String PURPOSE = "activation";

    private final Transactions transactions;
    private final Idempotency idempotency;
    private final PhoneCodes phoneCodes;
    private final MemberDirectory directory;
    private final RegisteredMembers members;
    private final NewMembers newMembers;
    private final WelcomeCoupons welcome;
    private final MemberCards cards;
    private final ProgrammeService programme;
    private final Ids ids;
    private final Clock clock;

    StaffEnrolment(
            Transactions transactions,
            Idempotency idempotency,
            PhoneCodes phoneCodes,
            MemberDirectory directory,
            RegisteredMembers members,
            NewMembers newMembers,
            WelcomeCoupons welcome,
            MemberCards cards,
            ProgrammeService programme,
            Ids ids,
            Clock clock) {
        this.transactions = transactions;
        this.idempotency = idempotency;
        this.phoneCodes = phoneCodes;
        this.directory = directory;
        this.members = members;
        this.newMembers = newMembers;
        this.welcome = welcome;
        this.cards = cards;
        this.programme = programme;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Records a diner for staff and sends the code that confirms the phone. No coupon yet: it comes with the
     * activation, so that nobody can use up a stranger's. Who is recorded and not yet confirmed is only sent the code
     * again.
     *
     * @return the member, new or known; problems {@code phone-taken} for a confirmed member, {@code inviter-unknown}
     */
    Uni<RecordedMemberResponse> register(Caller staff, PhoneNumber phone, CheckedRegistration details) {
        return findOrRecord(phone, connection -> record(connection, phone, "store", details))
                .invoke(StaffEnrolment::requireNotConfirmed)
                .call(member -> sendCode(phone, staff));
    }

    /**
     * Records a member of the past, for whom no welcome coupon is due later. Repeating a phone changes nothing: an
     * import can be sent again as a whole.
     *
     * @return the member, new or known; problem {@code inviter-unknown}
     */
    Uni<RecordedMemberResponse> importMember(PhoneNumber phone, CheckedRegistration details) {
        return findOrRecord(
                phone,
                connection -> record(connection, phone, "import", details)
                        .call(made -> welcome.record(connection, phone, null)));
    }

    /** Who loses a race for the phone finds the winner's member. */
    private Uni<RecordedMemberResponse> findOrRecord(
            PhoneNumber phone, Function<SqlConnection, Uni<RecordedMemberResponse>> record) {
        return transactions
                .run(connection -> find(connection, phone)
                        .chain(known ->
                                known.isPresent() ? Uni.createFrom().item(known.get()) : record.apply(connection)))
                .onFailure(StaffEnrolment::isPhoneTaken)
                .recoverWithUni(() -> transactions
                        .run(connection -> find(connection, phone))
                        .map(known -> known.orElseThrow(ProblemCode.PHONE_TAKEN::with)))
                .invoke(member -> cards.invalidate(List.of(member.memberId())));
    }

    /**
     * Confirms a member by the code that the diner got, and gives the printed card, if there is one.
     *
     * @return status 200 with an {@link ActivationResponse}; problems {@code phone-code-invalid}, {@code card-taken},
     *     {@code member-not-found}, {@code member-already-active}, {@code member-closed}
     */
    Uni<Answer> activate(IdempotencyRequest request, UUID memberId, ActivationRequest activation) {
        return idempotency
                .run(request, 200, connection -> activate(connection, memberId, activation))
                .invoke(answer -> cards.invalidate(List.of(memberId)));
    }

    private Uni<ActivationResponse> activate(SqlConnection connection, UUID memberId, ActivationRequest activation) {
        return directory
                .facts(connection, List.of(memberId))
                .invoke(facts -> requireUnconfirmed(facts.get(memberId)))
                .chain(facts -> members.phone(connection, memberId))
                .call(phone -> phoneCodes.verify(connection, phone, PURPOSE, activation.phoneCode()))
                .call(phone -> directory.confirm(connection, memberId, clock.instant()))
                .call(phone -> bindCard(connection, memberId, activation.cardNo()))
                .chain(phone -> welcome.welcome(connection, memberId, phone, null))
                .map(granted -> new ActivationResponse(
                        memberId, MemberState.ACTIVE, granted, ProgrammeBenefits.of(programme.current())));
    }

    private Uni<Void> bindCard(SqlConnection connection, UUID memberId, @Nullable String cardNo) {
        if (cardNo == null) return Uni.createFrom().voidItem();
        return directory.bind(connection, memberId, BindingKind.CARD, cardNo);
    }

    private Uni<RecordedMemberResponse> record(
            SqlConnection connection, PhoneNumber phone, String channel, CheckedRegistration details) {
        UUID id = ids.next();
        return newMembers
                .inviter(connection, details.inviterMemberNo())
                .chain(inviter -> newMembers.open(connection, newMember(id, phone, channel, details, inviter)))
                .map(number -> new RecordedMemberResponse(id, number, MemberState.UNCONFIRMED, phone.masked()));
    }

    private Uni<Optional<RecordedMemberResponse>> find(SqlConnection connection, PhoneNumber phone) {
        return directory
                .findByBinding(connection, BindingKind.PHONE, phone.e164())
                .chain(known -> directory
                        .facts(connection, known.stream().toList())
                        .map(facts -> facts.values().stream()
                                .findFirst()
                                .map(member -> new RecordedMemberResponse(
                                        member.memberId(), null, member.state(), phone.masked()))));
    }

    /** The member is there whether or not the message leaves: staff can have another one sent. */
    private Uni<Void> sendCode(PhoneNumber phone, Caller staff) {
        return phoneCodes.send(phone, PURPOSE, staff).onFailure().recoverWithUni(failure -> {
            LOG.warnf("the code for an activation could not be sent: %s", failure.getMessage());
            return Uni.createFrom().voidItem();
        });
    }

    private static NewMember newMember(
            UUID id, PhoneNumber phone, String channel, CheckedRegistration details, Optional<UUID> inviter) {
        return new NewMember(
                id,
                phone,
                null,
                null,
                null,
                details.name(),
                details.birthday(),
                MemberState.UNCONFIRMED,
                details.pointsProgramme(),
                details.memberOffers(),
                details.consents(),
                channel,
                details.scene(),
                details.storeId(),
                inviter.orElse(null),
                details.registeredAt());
    }

    private static void requireNotConfirmed(RecordedMemberResponse member) {
        if (member.state() != MemberState.UNCONFIRMED) throw ProblemCode.PHONE_TAKEN.with();
    }

    private static void requireUnconfirmed(@Nullable MemberFacts member) {
        if (member == null) throw ProblemCode.MEMBER_NOT_FOUND.with();
        if (member.state() == MemberState.ACTIVE) throw ProblemCode.MEMBER_ALREADY_ACTIVE.with();
        if (member.state() == MemberState.CLOSED) throw ProblemCode.MEMBER_CLOSED.with();
    }

    private static boolean isPhoneTaken(Throwable failure) {
        return failure instanceof ProblemException refusal && refusal.code() == ProblemCode.PHONE_TAKEN;
    }
}
