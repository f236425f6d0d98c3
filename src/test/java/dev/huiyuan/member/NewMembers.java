package dev.huiyuan.member;

import dev.huiyuan.shared.crypto.PhoneNumber;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.sql.Transactions;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Fresh members for tests, straight from the directory: no points account, no coupons. */
@Singleton
public class NewMembers {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final MemberDirectory directory;
    private final MemberCards cards;
    private final Transactions transactions;
    private final Ids ids;
    private final Clock clock;

    NewMembers(MemberDirectory directory, MemberCards cards, Transactions transactions, Ids ids, Clock clock) {
        this.directory = directory;
        this.cards = cards;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /** A member as it was registered. */
    public record Registered(UUID id, String number, PhoneNumber phone) {}

    /** An active member in both programmes, with a phone that nobody else has. */
    public Registered active() {
        return register(member -> member);
    }

    /** A member who has not confirmed the phone yet. */
    public Registered unconfirmed() {
        return register(member -> with(member, MemberState.UNCONFIRMED, null, true));
    }

    /** An active member with a birthday. */
    public Registered bornOn(int month, int day) {
        return register(member -> with(member, MemberState.ACTIVE, new Birthday(month, day, null), true));
    }

    /** An active member outside the points programme. */
    public Registered withoutPoints() {
        return register(member -> with(member, MemberState.ACTIVE, null, false));
    }

    /** An active member with a given phone. */
    public Registered active(PhoneNumber phone) {
        return register(member -> MemberDirectoryTest.withPhone(member, phone));
    }

    /** A phone that nobody has. */
    public PhoneNumber unusedPhone() {
        return new PhoneNumber(
                "+861" + (3_000_000_000L + ThreadLocalRandom.current().nextLong(6_999_999_999L)));
    }

    /** Binds a printed card. */
    public void bindCard(UUID memberId, String cardNo) {
        await(transactions.run(connection ->
                directory.bind(connection, memberId, BindingKind.CARD, cardNo).replaceWith("done")));
        cards.invalidate(List.of(memberId));
    }

    Registered register(UnaryOperator<NewMember> change) {
        NewMember member = change.apply(plain());
        String number = await(transactions.run(connection -> directory.register(connection, member)));
        cards.invalidate(List.of(member.id()));
        return new Registered(member.id(), number, member.phone());
    }

    /** Many active members in one transaction. */
    public List<UUID> many(int count) {
        List<NewMember> members =
                java.util.stream.Stream.generate(this::plain).limit(count).toList();
        await(transactions.run(connection -> {
            Uni<String> all = Uni.createFrom().item("");
            for (NewMember member : members) all = all.chain(() -> directory.register(connection, member));
            return all;
        }));
        Collection<UUID> memberIds = members.stream().map(NewMember::id).toList();
        cards.invalidate(memberIds);
        return List.copyOf(memberIds);
    }

    NewMember plain() {
        PhoneNumber phone = new PhoneNumber(
                "+861" + (3_000_000_000L + ThreadLocalRandom.current().nextLong(6_999_999_999L)));
        return new NewMember(
                ids.next(),
                phone,
                null,
                null,
                null,
                "段誉",
                null,
                MemberState.ACTIVE,
                true,
                true,
                Map.of("membership", "2026-01"),
                "test",
                null,
                null,
                null,
                clock.instant());
    }

    private static NewMember with(NewMember m, MemberState state, @Nullable Birthday birthday, boolean points) {
        return new NewMember(
                m.id(),
                m.phone(),
                m.openid(),
                m.unionid(),
                m.cardNo(),
                m.name(),
                birthday,
                state,
                points,
                m.memberOffers(),
                m.consents(),
                m.channel(),
                m.scene(),
                m.storeId(),
                m.inviterId(),
                m.registeredAt());
    }

    /** Waits for what a test needs before it goes on. */
    public static <T> T await(Uni<T> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(
                    () -> work.ifNoItem().after(TIMEOUT).fail());
        } catch (Throwable failure) {
            throw failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
        }
    }
}
