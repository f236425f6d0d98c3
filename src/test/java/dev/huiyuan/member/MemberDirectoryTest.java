package dev.huiyuan.member;

import static dev.huiyuan.member.NewMembers.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.huiyuan.shared.crypto.PhoneNumber;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.HuiyuanTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class MemberDirectoryTest {
    @Inject
    NewMembers members;

    @Inject
    MemberDirectory directory;

    @Inject
    Transactions transactions;

    @Test
    void registeredMemberHasAValidNumberAndIsFoundByPhone() {
        NewMembers.Registered member = members.active();

        assertThat(MemberNumbers.isValid(member.number())).isTrue();
        assertThat(find(BindingKind.PHONE, member.phone().e164())).contains(member.id());
        MemberFacts facts = facts(member.id());
        assertThat(facts.state()).isEqualTo(MemberState.ACTIVE);
        assertThat(facts.pointsJoinedAt()).isNotNull();
    }

    @Test
    void unknownPhoneIsNobodys() {
        assertThat(find(BindingKind.PHONE, "+8613900000000")).isEmpty();
    }

    @Test
    void phoneOfAMemberIsRefusedForAnother() {
        PhoneNumber phone = members.active().phone();

        assertThatThrownBy(() -> members.register(member -> withPhone(member, phone)))
                .hasMessage("phone-taken");
    }

    @Test
    void openidIsBoundOnceAndRefusedForAnother() {
        UUID first = members.active().id();
        UUID second = members.active().id();
        String openid = "wx-app:" + UUID.randomUUID();

        bind(first, BindingKind.OPENID, openid);
        bind(first, BindingKind.OPENID, openid);

        assertThat(find(BindingKind.OPENID, openid)).contains(first);
        assertThatThrownBy(() -> bind(second, BindingKind.OPENID, openid)).hasMessage("openid-taken");
    }

    @Test
    void memberHasOneOpenidInEachApp() {
        UUID member = members.active().id();
        bind(member, BindingKind.OPENID, "app-1:" + UUID.randomUUID());
        bind(member, BindingKind.OPENID, "app-2:" + UUID.randomUUID());

        assertThatThrownBy(() -> bind(member, BindingKind.OPENID, "app-1:" + UUID.randomUUID()))
                .hasMessage("binding-exists");
    }

    @Test
    void memberHasOneCard() {
        UUID member = members.active().id();
        bind(member, BindingKind.CARD, "C" + UUID.randomUUID());

        assertThatThrownBy(() -> bind(member, BindingKind.CARD, "C" + UUID.randomUUID()))
                .hasMessage("binding-exists");
    }

    @Test
    void unconfirmedMemberIsConfirmedOnce() {
        UUID member = members.unconfirmed().id();
        assertThat(facts(member).state()).isEqualTo(MemberState.UNCONFIRMED);

        await(transactions.run(connection -> directory.confirm(connection, member, Instant.now())));
        await(transactions.run(connection -> directory.confirm(connection, member, Instant.now())));

        assertThat(facts(member).state()).isEqualTo(MemberState.ACTIVE);
    }

    @Test
    void unknownMemberIsNotConfirmed() {
        assertThatThrownBy(() -> await(transactions.run(
                        connection -> directory.confirm(connection, UUID.randomUUID(), Instant.now()))))
                .hasMessage("member-not-found");
    }

    @Test
    void birthdayInALeapYearIsKept() {
        Birthday birthday = facts(members.bornOn(2, 29).id()).birthday();

        assertThat(birthday).isEqualTo(new Birthday(2, 29, null));
    }

    private Optional<UUID> find(BindingKind kind, String value) {
        return await(transactions.run(connection -> directory.findByBinding(connection, kind, value)));
    }

    private void bind(UUID member, BindingKind kind, String value) {
        await(transactions.run(
                connection -> directory.bind(connection, member, kind, value).replaceWith("done")));
    }

    private MemberFacts facts(UUID member) {
        return java.util.Objects.requireNonNull(
                await(transactions.run(connection -> directory.facts(connection, List.of(member))))
                        .get(member));
    }

    static NewMember withPhone(NewMember m, PhoneNumber phone) {
        return new NewMember(
                m.id(),
                phone,
                m.openid(),
                m.unionid(),
                m.cardNo(),
                m.name(),
                m.birthday(),
                m.state(),
                m.pointsProgramme(),
                m.memberOffers(),
                m.consents(),
                m.channel(),
                m.scene(),
                m.storeId(),
                m.inviterId(),
                m.registeredAt());
    }
}
