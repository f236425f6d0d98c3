package dev.huiyuan.benefit;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.merge.MergePart;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps grants unique for people, not accounts: the account that goes on carries what the merged ones were granted.
 * Members are locked first, as the job locks them, so that no grant is on its way meanwhile.
 */
@ApplicationScoped
class GrantsOfPeople implements MergePart {
    private static final String LOCK = "select id from member where id in ($1, $2) order by id for no key update";
    private static final String MERGE =
            "insert into benefit_alias (member_id, into_id, merged_at) values ($1, $2, $3) on conflict do nothing";
    private static final String SEPARATE = "delete from benefit_alias where member_id = $1 and into_id = $2";
    private static final String FORGET = "delete from benefit_grant where member_id = $1 and carried";
    private static final String RESET =
            "update benefit_grant set counted_on = granted_on where member_id = $1 and counted_on <> granted_on";
    private static final String CARRY = """
            insert into benefit_grant (member_id, benefit_code, benefit_year, granted_for, granted_on, granted_at,
                counted_on, carried)
            select distinct on (g.benefit_code, g.benefit_year) $1, g.benefit_code, g.benefit_year, g.granted_for,
                g.granted_on, g.granted_at, g.counted_on, true
            from benefit_alias a join benefit_grant g on g.member_id = a.member_id
            where a.into_id = $1
            order by g.benefit_code, g.benefit_year, g.counted_on desc
            on conflict (member_id, benefit_code, benefit_year) do update
                set counted_on = greatest(benefit_grant.counted_on, excluded.counted_on)
            """;
    private static final String CARRY_GREETINGS = """
            insert into benefit_greeting (member_id, benefit_year, greeted_on)
            select $2, benefit_year, greeted_on from benefit_greeting where member_id = $1 on conflict do nothing
            """;
    private static final String INTO = "select into_id from benefit_alias where member_id = $1";

    private final Clock clock;

    GrantsOfPeople(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Uni<Void> merged(SqlConnection connection, UUID fromId, UUID intoId) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(fromId, intoId))
                .chain(() ->
                        connection.preparedQuery(MERGE).execute(Tuple.of(fromId, intoId, timestamp(clock.instant()))))
                .chain(() -> connection.preparedQuery(CARRY_GREETINGS).execute(Tuple.of(fromId, intoId)))
                .chain(() -> recount(connection, intoId));
    }

    @Override
    public Uni<Void> separated(SqlConnection connection, UUID fromId, UUID intoId) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(fromId, intoId))
                .chain(() -> connection.preparedQuery(SEPARATE).execute(Tuple.of(fromId, intoId)))
                .chain(() -> recount(connection, intoId));
    }

    /** The account that a person goes on with: the member's own unless it was merged. */
    Uni<UUID> personOf(SqlConnection connection, UUID memberId) {
        return into(connection, memberId)
                .chain(into -> into.isEmpty() ? Uni.createFrom().item(memberId) : personOf(connection, into.get()));
    }

    private static Uni<Optional<UUID>> into(SqlConnection connection, UUID memberId) {
        return connection
                .preparedQuery(INTO)
                .execute(Tuple.of(memberId))
                .map(rows -> rows.stream().map(row -> row.getUUID("into_id")).findFirst());
    }

    /** An account carries what its merged accounts have, which carry what was merged into them; and so on upwards. */
    private Uni<Void> recount(SqlConnection connection, UUID memberId) {
        Tuple member = Tuple.of(memberId);
        return connection
                .preparedQuery(FORGET)
                .execute(member)
                .chain(() -> connection.preparedQuery(RESET).execute(member))
                .chain(() -> connection.preparedQuery(CARRY).execute(member))
                .chain(() -> into(connection, memberId))
                .chain(into -> into.isEmpty() ? Uni.createFrom().voidItem() : recount(connection, into.get()));
    }
}
