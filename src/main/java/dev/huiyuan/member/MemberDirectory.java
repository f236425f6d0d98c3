package dev.huiyuan.member;

import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;
import static dev.huiyuan.shared.sql.SqlTypes.timestampOrNull;

import dev.huiyuan.shared.crypto.PersonalDataCipher;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The members: who is registered, what they are found by, and what others need to know of them. Every method works on
 * the caller's connection; after the commit the caller invalidates the member's card
 * ({@link MemberCards#invalidate}).
 */
@ApplicationScoped
public class MemberDirectory {
    /** A number is taken once in a thousand registrations when a hundred million members are registered. */
    private static final int NUMBER_TRIES = 8;

    private static final String FACTS = """
            select id, state, birthday_lunar, birthday_month, birthday_day, birthday_leap, birthday_year,
                points_joined_at
            from member where id = any($1)
            """;
    private static final String INSERT = """
            insert into member (id, member_no, state, name, birthday_month, birthday_day, birthday_year,
                points_joined_at, offers_joined_at, registered_at, confirmed_at, channel, scene, store_id, inviter_id,
                birthday_lunar, birthday_leap)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            on conflict (member_no) do nothing
            """;
    private static final String BY_NUMBER = "select id from member where member_no = $1";
    private static final String CONFIRM = """
            update member set state = 'ACTIVE', confirmed_at = $2, version = version + 1
            where id = $1 and state = 'UNCONFIRMED'
            """;

    private final MemberNumbers numbers;
    private final Bindings bindings;
    private final Consents consents;
    private final MemberEvents events;
    private final MemberCards cards;
    private final PersonalDataCipher cipher;
    private final Clock clock;

    MemberDirectory(
            MemberNumbers numbers,
            Bindings bindings,
            Consents consents,
            MemberEvents events,
            MemberCards cards,
            PersonalDataCipher cipher,
            Clock clock) {
        this.numbers = numbers;
        this.bindings = bindings;
        this.consents = consents;
        this.events = events;
        this.cards = cards;
        this.cipher = cipher;
        this.clock = clock;
    }

    /**
     * What is known of members, in one statement.
     *
     * @return by member; an unknown one is absent
     */
    public Uni<Map<UUID, MemberFacts>> facts(SqlConnection connection, Collection<UUID> memberIds) {
        return connection
                .preparedQuery(FACTS)
                .execute(Tuple.of(memberIds.toArray(UUID[]::new)))
                .map(rows -> rows.stream()
                        .map(MemberDirectory::facts)
                        .collect(Collectors.toMap(MemberFacts::memberId, Function.identity())));
    }

    /**
     * Registers a member with bindings and consents.
     *
     * @return the member number; problems {@code phone-taken}, {@code openid-taken} (also for a known unionid) and
     *     {@code card-taken} when one of them belongs to another member
     */
    public Uni<String> register(SqlConnection connection, NewMember member) {
        return insert(connection, member, NUMBER_TRIES)
                .invoke(number -> cards.expectBindings(member.id(), List.of(IndexKey.ofNumber(number))))
                .call(number -> bindAll(connection, member))
                .call(number -> consents.grant(
                        connection, member.id(), member.consents(), member.channel(), member.registeredAt()))
                .call(number -> events.append(connection, member.id(), MemberEvents.REGISTERED));
    }

    /** Whose a phone, openid or card is. */
    public Uni<Optional<UUID>> findByBinding(SqlConnection connection, BindingKind kind, String value) {
        return bindings.find(connection, kind, value);
    }

    /** The member with a number, if there is one. */
    public Uni<Optional<UUID>> findByNumber(SqlConnection connection, String memberNo) {
        return connection
                .preparedQuery(BY_NUMBER)
                .execute(Tuple.of(memberNo))
                .map(rows -> rows.stream().map(row -> row.getUUID("id")).findFirst());
    }

    /**
     * Binds a phone, openid or card to a member; the same binding again changes nothing.
     *
     * @return problems {@code phone-taken}, {@code openid-taken}, {@code card-taken} when it belongs to another member,
     *     {@code binding-exists} when the member has another one already
     */
    public Uni<Void> bind(SqlConnection connection, UUID memberId, BindingKind kind, String value) {
        Bindings.Binding binding = new Bindings.Binding(kind.name(), value);
        cards.expectBindings(memberId, List.of(bindings.indexKey(kind, value)));
        return bindings.insert(connection, memberId, List.of(binding), clock.instant())
                .chain(bound -> bound.isEmpty()
                        ? bindings.find(connection, kind, value)
                                .invoke(owner -> requireOwner(kind, owner, memberId))
                                .replaceWithVoid()
                        : events.append(connection, memberId, MemberEvents.BOUND));
    }

    /**
     * Confirms a member whose phone is verified now; one who is confirmed already stays so.
     *
     * @return problem {@code member-not-found} for an unknown member, {@code member-closed} for one who left
     */
    public Uni<Void> confirm(SqlConnection connection, UUID memberId, Instant at) {
        return connection
                .preparedQuery(CONFIRM)
                .execute(Tuple.of(memberId, timestamp(at)))
                .chain(rows -> rows.rowCount() == 1
                        ? events.append(connection, memberId, MemberEvents.CONFIRMED)
                        : facts(connection, List.of(memberId))
                                .invoke(known -> requireOpen(known.get(memberId)))
                                .replaceWithVoid());
    }

    private Uni<String> insert(SqlConnection connection, NewMember member, int triesLeft) {
        String number = numbers.next();
        return connection.preparedQuery(INSERT).execute(row(member, number)).chain(rows -> {
            if (rows.rowCount() == 1) return Uni.createFrom().item(number);
            if (triesLeft == 1)
                return Uni.createFrom().failure(ProblemCode.OVERLOADED.with().retryAfter(1));
            return insert(connection, member, triesLeft - 1);
        });
    }

    private Tuple row(NewMember member, String number) {
        @Nullable Birthday birthday = member.birthday();
        @Nullable Instant confirmedAt = member.state() == MemberState.ACTIVE ? member.registeredAt() : null;
        return Tuple.from(Arrays.asList(
                member.id(),
                number,
                member.state().name(),
                member.name() == null ? null : Buffer.buffer(cipher.encrypt(member.name(), Places.name(member.id()))),
                birthday == null ? null : (short) birthday.month(),
                birthday == null ? null : (short) birthday.day(),
                birthday == null || birthday.year() == null
                        ? null
                        : birthday.year().shortValue(),
                member.pointsProgramme() ? timestamp(member.registeredAt()) : null,
                member.memberOffers() ? timestamp(member.registeredAt()) : null,
                timestamp(member.registeredAt()),
                timestampOrNull(confirmedAt),
                member.channel(),
                member.scene(),
                member.storeId(),
                member.inviterId(),
                birthday != null && birthday.byMoon(),
                birthday != null && birthday.leapMonth() != null));
    }

    private Uni<Void> bindAll(SqlConnection connection, NewMember member) {
        List<Bindings.Binding> wanted = new ArrayList<>();
        wanted.add(new Bindings.Binding(BindingKind.PHONE.name(), member.phone().e164()));
        if (member.openid() != null) wanted.add(new Bindings.Binding(BindingKind.OPENID.name(), member.openid()));
        if (member.unionid() != null) wanted.add(new Bindings.Binding(Bindings.UNIONID, member.unionid()));
        if (member.cardNo() != null) wanted.add(new Bindings.Binding(BindingKind.CARD.name(), member.cardNo()));
        cards.expectBindings(
                member.id(),
                wanted.stream()
                        .filter(binding -> !binding.kind().equals(Bindings.UNIONID))
                        .map(binding -> bindings.indexKey(BindingKind.valueOf(binding.kind()), binding.value()))
                        .toList());
        return bindings.insert(connection, member.id(), wanted, member.registeredAt())
                .invoke(bound -> requireAll(wanted, bound))
                .replaceWithVoid();
    }

    private static void requireAll(List<Bindings.Binding> wanted, Set<String> bound) {
        for (Bindings.Binding binding : wanted) {
            if (bound.contains(binding.kind())) continue;
            throw binding.kind().equals(Bindings.UNIONID)
                    ? ProblemCode.OPENID_TAKEN.with()
                    : BindingKind.valueOf(binding.kind()).taken().with();
        }
    }

    private static void requireOwner(BindingKind kind, Optional<UUID> owner, UUID memberId) {
        if (owner.isEmpty()) throw ProblemCode.BINDING_EXISTS.with();
        if (!owner.get().equals(memberId)) throw kind.taken().with();
    }

    private static void requireOpen(@Nullable MemberFacts member) {
        if (member == null) throw ProblemCode.MEMBER_NOT_FOUND.with();
        if (member.state() == MemberState.CLOSED) throw ProblemCode.MEMBER_CLOSED.with();
    }

    private static MemberFacts facts(Row row) {
        return new MemberFacts(
                row.getUUID("id"),
                MemberState.valueOf(row.getString("state")),
                birthday(row),
                instantOrNull(row, "points_joined_at"));
    }

    /** The birthday of a row of {@code member}, if it has one. */
    public static @Nullable Birthday birthday(Row row) {
        @Nullable Integer month = row.getInteger("birthday_month");
        return month == null
                ? null
                : new Birthday(
                        row.getBoolean("birthday_lunar") ? BirthdayCalendar.LUNAR : BirthdayCalendar.SOLAR,
                        month,
                        row.getInteger("birthday_day"),
                        row.getBoolean("birthday_leap"),
                        row.getInteger("birthday_year"));
    }
}
