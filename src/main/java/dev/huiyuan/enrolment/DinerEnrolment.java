package dev.huiyuan.enrolment;

import dev.huiyuan.coupon.IssuedCoupon;
import dev.huiyuan.identity.SessionTokens;
import dev.huiyuan.identity.Sessions;
import dev.huiyuan.identity.Wechat;
import dev.huiyuan.identity.WechatIdentity;
import dev.huiyuan.member.BindingKind;
import dev.huiyuan.member.MemberCards;
import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.member.NewMember;
import dev.huiyuan.member.RegisteredMembers;
import dev.huiyuan.shared.crypto.PhoneNumber;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Diners who register themselves in a mini-program. The bindings make it repeatable: whoever repeats a registration,
 * after a crash or by a double tap, finds the WeChat account bound and is signed in.
 */
@ApplicationScoped
class DinerEnrolment {
    private static final String CHANNEL = "mini-program";
    private static final Set<ProblemCode> TAKEN =
            Set.of(ProblemCode.PHONE_TAKEN, ProblemCode.OPENID_TAKEN, ProblemCode.BINDING_EXISTS);

    private final Transactions transactions;
    private final Wechat wechat;
    private final Sessions sessions;
    private final MemberDirectory directory;
    private final RegisteredMembers members;
    private final NewMembers newMembers;
    private final WelcomeCoupons welcome;
    private final MemberCards cards;
    private final Ids ids;
    private final Clock clock;

    DinerEnrolment(
            Transactions transactions,
            Wechat wechat,
            Sessions sessions,
            MemberDirectory directory,
            RegisteredMembers members,
            NewMembers newMembers,
            WelcomeCoupons welcome,
            MemberCards cards,
            Ids ids,
            Clock clock) {
        this.transactions = transactions;
        this.wechat = wechat;
        this.sessions = sessions;
        this.directory = directory;
        this.members = members;
        this.newMembers = newMembers;
        this.welcome = welcome;
        this.cards = cards;
        this.ids = ids;
        this.clock = clock;
    }

    /** Signs a member in by WeChat account; empty where the account belongs to nobody; problem {@code member-closed}. */
    Uni<Optional<Registered>> signIn(WechatIdentity who) {
        return transactions.run(connection -> findByOpenid(connection, who)
                .chain(known -> known.isEmpty()
                        ? Uni.createFrom().item(Optional.<Registered>empty())
                        : open(connection, known.get(), false, List.of()).map(Optional::of)));
    }

    /**
     * Registers a diner, or signs in who is registered already.
     *
     * @param details the checked request
     * @return problems of {@link Wechat#phone}, {@code phone-taken} when the phone's member has another WeChat account
     *     in this app, {@code inviter-unknown}
     */
    Uni<Registered> register(WechatIdentity who, CheckedRegistration details, String phoneCode) {
        return signIn(who)
                .chain(known -> known.isPresent()
                        ? Uni.createFrom().item(known.get())
                        : wechat.phone(who.appId(), who.openid(), phoneCode).chain(phone -> enrol(who, phone, details)))
                .invoke(registered -> cards.invalidate(List.of(registered.memberId())));
    }

    /** Who loses a race against a parallel registration looks again: it may have been the same diner's. */
    private Uni<Registered> enrol(WechatIdentity who, PhoneNumber phone, CheckedRegistration details) {
        return attempt(who, phone, details)
                .onFailure(DinerEnrolment::isTaken)
                .recoverWithUni(() -> attempt(who, phone, details))
                .onFailure(DinerEnrolment::isTaken)
                .transform(taken -> ProblemCode.PHONE_TAKEN.with());
    }

    private Uni<Registered> attempt(WechatIdentity who, PhoneNumber phone, CheckedRegistration details) {
        return transactions.run(connection -> findByOpenid(connection, who)
                .chain(known -> known.isPresent()
                        ? open(connection, known.get(), false, List.of())
                        : directory
                                .findByBinding(connection, BindingKind.PHONE, phone.e164())
                                .chain(owner -> owner.isPresent()
                                        ? join(connection, owner.get(), who, phone, details)
                                        : create(connection, who, phone, details))));
    }

    private Uni<Registered> create(
            SqlConnection connection, WechatIdentity who, PhoneNumber phone, CheckedRegistration details) {
        UUID id = ids.next();
        return newMembers
                .inviter(connection, details.inviterMemberNo())
                .map(inviter -> newMember(id, who, phone, details, inviter))
                .chain(member -> newMembers.open(connection, member))
                .chain(number -> welcome.welcome(connection, id, phone, openid(who)))
                .chain(granted -> open(connection, id, true, granted));
    }

    /**
     * The phone has a member (recorded by staff or an import): it proves that the WeChat account is the same person's.
     * What that person says counts for more than what others recorded.
     */
    private Uni<Registered> join(
            SqlConnection connection,
            UUID memberId,
            WechatIdentity who,
            PhoneNumber phone,
            CheckedRegistration details) {
        return directory
                .facts(connection, List.of(memberId))
                .map(facts -> requireOpen(facts.get(memberId)))
                .call(facts -> members.complete(connection, memberId, details.details(), clock.instant()))
                .call(facts -> members.bindWechat(
                        connection, memberId, openid(who), who.unionid(), details.consents(), CHANNEL, clock.instant()))
                .call(facts -> directory.confirm(connection, memberId, clock.instant()))
                .chain(facts -> facts.state() == MemberState.ACTIVE
                        ? welcome.record(connection, null, openid(who)).map(known -> List.<IssuedCoupon>of())
                        : welcome.welcome(connection, memberId, phone, openid(who)))
                .chain(granted -> open(connection, memberId, false, granted));
    }

    private Uni<Registered> open(SqlConnection connection, UUID memberId, boolean isNew, List<IssuedCoupon> granted) {
        return directory
                .facts(connection, List.of(memberId))
                .invoke(facts -> requireOpen(facts.get(memberId)))
                .chain(facts -> sessions.openForMember(connection, memberId))
                .map((SessionTokens tokens) -> new Registered(memberId, isNew, tokens, granted));
    }

    private Uni<Optional<UUID>> findByOpenid(SqlConnection connection, WechatIdentity who) {
        return directory.findByBinding(connection, BindingKind.OPENID, openid(who));
    }

    private static NewMember newMember(
            UUID id, WechatIdentity who, PhoneNumber phone, CheckedRegistration details, Optional<UUID> inviter) {
        return new NewMember(
                id,
                phone,
                openid(who),
                who.unionid(),
                null,
                details.name(),
                details.birthday(),
                MemberState.ACTIVE,
                details.pointsProgramme(),
                details.memberOffers(),
                details.consents(),
                CHANNEL,
                details.scene(),
                details.storeId(),
                inviter.orElse(null),
                details.registeredAt());
    }

    private static MemberFacts requireOpen(@org.jspecify.annotations.Nullable MemberFacts member) {
        if (member == null) throw ProblemCode.MEMBER_NOT_FOUND.with();
        if (member.state() == MemberState.CLOSED) throw ProblemCode.MEMBER_CLOSED.with();
        return member;
    }

    private static String openid(WechatIdentity who) {
        return who.appId() + ":" + who.openid();
    }

    private static boolean isTaken(Throwable failure) {
        return failure instanceof ProblemException refusal && TAKEN.contains(refusal.code());
    }
}
