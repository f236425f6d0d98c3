package dev.huiyuan.member;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What members agreed to: rows of {@code member_consent}, never changed, the latest of a purpose holds. */
@ApplicationScoped
public class Consents {
    /** The purpose under which dietary restrictions and allergies are kept. */
    public static final String HEALTH = "health";

    private static final String INSERT = """
            insert into member_consent (member_id, id, purpose, notice_version, granted, channel, at)
            select $1, id, purpose, notice_version, $5, $6, $7
            from unnest($2::uuid[], $3::text[], $4::text[]) as new (id, purpose, notice_version)
            """;
    private static final String STANDING = """
            select granted from member_consent where member_id = $1 and purpose = $2 order by at desc, id desc limit 1
            """;

    private final Ids ids;

    Consents(Ids ids) {
        this.ids = ids;
    }

    /** Records consents: the notice's version by purpose. */
    public Uni<Void> grant(
            SqlConnection connection, UUID memberId, Map<String, String> versions, String channel, Instant at) {
        return record(connection, memberId, versions, true, channel, at);
    }

    /** Records that a consent was withdrawn. */
    public Uni<Void> withdraw(
            SqlConnection connection, UUID memberId, Map<String, String> versions, String channel, Instant at) {
        return record(connection, memberId, versions, false, channel, at);
    }

    /** Whether a member consents to a purpose now. */
    public Uni<Boolean> isGranted(SqlConnection connection, UUID memberId, String purpose) {
        return connection
                .preparedQuery(STANDING)
                .execute(Tuple.of(memberId, purpose))
                .map(rows -> rows.iterator().hasNext() && rows.iterator().next().getBoolean("granted"));
    }

    private Uni<Void> record(
            SqlConnection connection,
            UUID memberId,
            Map<String, String> versions,
            boolean granted,
            String channel,
            Instant at) {
        if (versions.isEmpty()) return Uni.createFrom().voidItem();
        List<String> purposes = List.copyOf(versions.keySet());
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.from(List.of(
                        memberId,
                        purposes.stream().map(purpose -> ids.next()).toArray(UUID[]::new),
                        purposes.toArray(String[]::new),
                        purposes.stream().map(versions::get).toArray(String[]::new),
                        granted,
                        channel,
                        timestamp(at))))
                .replaceWithVoid();
    }
}
