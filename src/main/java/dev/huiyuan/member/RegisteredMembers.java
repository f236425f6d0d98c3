package dev.huiyuan.member;

import dev.huiyuan.shared.crypto.PhoneNumber;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
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

    private final MemberDirectory directory;
    private final Bindings bindings;
    private final Consents consents;

    RegisteredMembers(MemberDirectory directory, Bindings bindings, Consents consents) {
        this.directory = directory;
        this.bindings = bindings;
        this.consents = consents;
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

    /** A unionid that another member has stays there: the openid alone signs in. */
    private Uni<Void> bindUnionid(SqlConnection connection, UUID memberId, @Nullable String unionid, Instant at) {
        if (unionid == null) return Uni.createFrom().voidItem();
        Bindings.Binding binding = new Bindings.Binding(Bindings.UNIONID, unionid);
        return bindings.insert(connection, memberId, List.of(binding), at).replaceWithVoid();
    }
}
