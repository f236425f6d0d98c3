package dev.huiyuan.member;

import dev.huiyuan.shared.crypto.PhoneNumber;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** The phone numbers of members, in clear: for the answer to the member, or to send something there. */
@ApplicationScoped
public class MemberPhones {
    private static final String READ =
            "select value from member_binding where member_id = $1 and kind = 'PHONE' limit 1";

    private final Bindings bindings;

    MemberPhones(Bindings bindings) {
        this.bindings = bindings;
    }

    /** A member's phone number, if there is one. */
    public Uni<Optional<PhoneNumber>> find(SqlConnection connection, UUID memberId) {
        return connection
                .preparedQuery(READ)
                .execute(Tuple.of(memberId))
                .map(rows -> rows.stream()
                        .map(row -> bindings.decrypt(
                                memberId,
                                BindingKind.PHONE,
                                row.getBuffer("value").getBytes()))
                        .map(PhoneNumber::new)
                        .findFirst());
    }
}
