package dev.huiyuan.member;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.crypto.PersonalDataCipher;
import dev.huiyuan.shared.crypto.PhoneNumber;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What registration needs of members who exist already, on the caller's connection. */
@ApplicationScoped
public class RegisteredMembers {
    private static final String PHONE =
            "select member_id, value from member_binding where member_id = $1 and kind = 'PHONE'";
    private static final String BY_NUMBER = "select id from member where member_no = $1 and state <> 'CLOSED'";

    private static final String COMPLETE = """
            update member set
                points_joined_at = case when $2 then coalesce(points_joined_at, $4) end,
                offers_joined_at = case when $3 then coalesce(offers_joined_at, $4) end,
                name = coalesce(name, $5),
                birthday_month = case when birthday_month is null then $6 else birthday_month end,
                birthday_day = case when birthday_month is null then $7 else birthday_day end,
                birthday_year = case when birthday_month is null then $8 else birthday_year end,
                birthday_lunar = case when birthday_month is null then $9 else birthday_lunar end,
                birthday_leap = case when birthday_month is null then $10 else birthday_leap end,
                version = version + 1
            where id = $1 and state = 'UNCONFIRMED'
            """;

    private final MemberDirectory directory;
    private final Bindings bindings;
    private final Consents consents;
    private final MemberEvents events;
    private final PersonalDataCipher cipher;

    RegisteredMembers(
            MemberDirectory directory,
            Bindings bindings,
            Consents consents,
            MemberEvents events,
            PersonalDataCipher cipher) {
        this.directory = directory;
        this.bindings = bindings;
        this.consents = consents;
        this.events = events;
        this.cipher = cipher;
    }

    /** A member's phone number in clear; problem {@code member-not-found} for who has none. */
    public Uni<PhoneNumber> phone(SqlConnection connection, UUID memberId) {
        return connection.preparedQuery(PHONE).execute(Tuple.of(memberId)).map(rows -> {
            for (Row row : rows) {
                byte[] stored = row.getBuffer("value").getBytes();
                return new PhoneNumber(bindings.decrypt(memberId, BindingKind.PHONE, stored));
            }
            throw ProblemCode.MEMBER_NOT_FOUND.with();
        });
    }

    /** The member with a number, unless the membership is closed. */
    public Uni<Optional<UUID>> findByNumber(SqlConnection connection, String memberNo) {
        return connection
                .preparedQuery(BY_NUMBER)
                .execute(Tuple.of(memberNo))
                .map(rows -> rows.stream().map(row -> row.getUUID("id")).findFirst());
    }

    /**
     * Binds a WeChat account to a member whose phone it has proved, with the consents that were given on the way.
     *
     * @param openid {@code <appId>:<openid>}
     * @param unionid the WeChat user across the brand's applications, where WeChat tells it
     * @param versions the notice's version by purpose, for each purpose consented to
     * @param at when
     * @return problems {@code openid-taken} when another member has the account, {@code binding-exists} when the member
     *     has another account in this app
     */
    public Uni<Void> bindWechat(
            SqlConnection connection,
            UUID memberId,
            String openid,
            @Nullable String unionid,
            Map<String, String> versions,
            String channel,
            Instant at) {
        return directory
                .bind(connection, memberId, BindingKind.OPENID, openid)
                .chain(() -> bindUnionid(connection, memberId, unionid, at))
                .chain(() -> consents.grant(connection, memberId, versions, channel, at));
    }

    /**
     * Completes what others recorded of a member by what the member says in person, before the confirmation: the
     * member's own choice of programmes holds; a name and a birthday that are known stay. Whoever is confirmed already
     * stays as is.
     *
     * @param at when a programme is joined that the record left out
     */
    public Uni<Void> complete(SqlConnection connection, UUID memberId, DinerDetails details, Instant at) {
        return connection
                .preparedQuery(COMPLETE)
                .execute(completion(memberId, details, at))
                .chain(rows -> rows.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : events.append(connection, memberId, MemberEvents.PROFILE_CHANGED)
                                .chain(() -> events.append(connection, memberId, MemberEvents.PROGRAMMES_CHANGED)));
    }

    private Tuple completion(UUID memberId, DinerDetails details, Instant at) {
        @Nullable String name = details.name();
        @Nullable Birthday birthday = details.birthday();
        @Nullable Integer year = birthday == null ? null : birthday.year();
        return Tuple.from(Arrays.asList(
                memberId,
                details.pointsProgramme(),
                details.memberOffers(),
                timestamp(at),
                name == null ? null : Buffer.buffer(cipher.encrypt(name, Places.name(memberId))),
                birthday == null ? null : (short) birthday.month(),
                birthday == null ? null : (short) birthday.day(),
                year == null ? null : year.shortValue(),
                birthday != null && birthday.byMoon(),
                birthday != null && birthday.leapMonth() != null));
    }

    /** A unionid that another member has stays there: the openid alone signs in. */
    private Uni<Void> bindUnionid(SqlConnection connection, UUID memberId, @Nullable String unionid, Instant at) {
        if (unionid == null) return Uni.createFrom().voidItem();
        Bindings.Binding binding = new Bindings.Binding(Bindings.UNIONID, unionid);
        return bindings.insert(connection, memberId, List.of(binding), at).replaceWithVoid();
    }
}
