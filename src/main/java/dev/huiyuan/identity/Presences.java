package dev.huiyuan.identity;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Opens presences and lets bills use them. A presence belongs to one member, store, till and bill. */
@ApplicationScoped
public class Presences {
    private static final String OPEN = """
            insert into identity_presence (id, member_id, store_id, terminal, expires_at) values ($1, $2, $3, $4, $5)
            """;
    /** Locked in the order of ids by a statement of its own: what follows sees the rows as they are after the wait. */
    private static final String LOCK =
            "select id from identity_presence where id = any($1::uuid[]) order by id for no key update";

    private static final String USE = """
            with asked as (
                select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[])
                    with ordinality as a (presence_id, member_id, store_id, terminal, bill_ref, place)),
            valid as (
                select a.*, first_value(coalesce(p.bill_ref, a.bill_ref)) over (partition by p.id order by a.place)
                    as owner_ref
                from asked a join identity_presence p on p.id = a.presence_id and p.member_id = a.member_id
                    and p.store_id = a.store_id and p.terminal = a.terminal and p.expires_at > $6),
            bound as (
                update identity_presence p set bill_ref = o.owner_ref, bound_at = $6
                from (select distinct presence_id, owner_ref from valid) o
                where p.id = o.presence_id and p.bill_ref is null)
            select presence_id, member_id, store_id, terminal, bill_ref from valid where bill_ref = owner_ref
            """;

    private static final String RELEASE = """
            update identity_presence p set bill_ref = null, bound_at = null
            from unnest($1::uuid[], $2::text[]) as r (id, bill_ref)
            where p.id = r.id and p.bill_ref = r.bill_ref and p.bound_at = $3
            """;

    private static final String HOLDS = """
            select id, member_id, store_id, terminal
            from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) as asked (id, member_id, store_id, terminal)
            join identity_presence p using (id, member_id, store_id, terminal)
            where p.expires_at > $5
            """;

    private static final String MEMBERS = "select id, member_id from identity_presence where id = any($1::uuid[])";

    private final IdentityConfig config;
    private final Clock clock;
    private final Ids ids;

    Presences(IdentityConfig config, Clock clock, Ids ids) {
        this.config = config;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Opens a presence, in the caller's transaction.
     *
     * @param memberId the member, proven by a code
     * @param storeId the store
     * @param terminal the till, as in {@link dev.huiyuan.shared.caller.Caller#terminal()}
     */
    public Uni<Presence> open(SqlConnection connection, UUID memberId, UUID storeId, String terminal) {
        Instant expiresAt = clock.instant().plus(config.presenceTtl());
        Presence presence = new Presence(ids.next(), memberId, storeId, terminal, expiresAt);
        return connection
                .preparedQuery(OPEN)
                .execute(Tuple.of(presence.id(), memberId, storeId, terminal, timestamp(expiresAt)))
                .replaceWith(presence);
    }

    /**
     * Binds presences to the bills that use them, in the caller's transaction. The first bill of a presence keeps it;
     * the same bill may use it again until it expires.
     *
     * @return the accepted uses; every other one has another member, store, till or bill, or comes too late
     */
    public Uni<Set<PresenceUse>> use(SqlConnection connection, List<PresenceUse> uses) {
        return use(connection, uses, clock.instant());
    }

    /**
     * Like {@link #use(SqlConnection, List)} at a given instant, for a caller who may {@link #release} in the same
     * transaction what was bound.
     *
     * @param at now, in microseconds
     */
    public Uni<Set<PresenceUse>> use(SqlConnection connection, List<PresenceUse> uses, Instant at) {
        if (uses.isEmpty()) return Uni.createFrom().item(Set.of());
        Uni<RowSet<Row>> locked =
                connection.preparedQuery(LOCK).execute(Tuple.of(uuids(uses, PresenceUse::presenceId)));
        Uni<RowSet<Row>> used = connection
                .preparedQuery(USE)
                .execute(Tuple.of(
                        uuids(uses, PresenceUse::presenceId),
                        uuids(uses, PresenceUse::memberId),
                        uuids(uses, PresenceUse::storeId),
                        texts(uses, PresenceUse::terminal),
                        texts(uses, PresenceUse::billRef),
                        timestamp(at)));
        // combine: both are sent at once and run one after the other.
        return Uni.combine().all().unis(locked, used).with((before, accepted) -> accepted(accepted));
    }

    /**
     * Takes back what {@link #use(SqlConnection, List, Instant)} bound in this transaction: a bill that was refused does
     * not use a presence up. What an earlier transaction bound stays.
     *
     * @param at the instant that was given to {@code use}
     */
    public Uni<Void> release(SqlConnection connection, List<PresenceUse> uses, Instant at) {
        return connection
                .preparedQuery(RELEASE)
                .execute(Tuple.of(
                        uuids(uses, PresenceUse::presenceId), texts(uses, PresenceUse::billRef), timestamp(at)))
                .replaceWithVoid();
    }

    /**
     * Which presences hold for a member, store and till, whatever the bill: who looks may see, and only {@link #use} lets
     * spend.
     *
     * @param client any connection; one statement, none without presences
     * @return those that hold
     */
    public Uni<Set<PresenceCheck>> holding(SqlClient client, Collection<PresenceCheck> checks) {
        if (checks.isEmpty()) return Uni.createFrom().item(Set.of());
        List<PresenceCheck> asked = List.copyOf(checks);
        return client.preparedQuery(HOLDS)
                .execute(Tuple.of(
                        asked.stream().map(PresenceCheck::presenceId).toArray(UUID[]::new),
                        asked.stream().map(PresenceCheck::memberId).toArray(UUID[]::new),
                        asked.stream().map(PresenceCheck::storeId).toArray(UUID[]::new),
                        asked.stream().map(PresenceCheck::terminal).toArray(String[]::new),
                        timestamp(clock.instant())))
                .map(rows -> rows.stream()
                        .map(row -> new PresenceCheck(
                                row.getUUID("id"),
                                row.getUUID("member_id"),
                                row.getUUID("store_id"),
                                row.getString("terminal")))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Whose presences they are, so that a caller can find what belongs to those members; an unknown presence is absent.
     * Only {@link #use} says whether they still hold.
     */
    public Uni<Map<UUID, UUID>> members(SqlConnection connection, Collection<UUID> presenceIds) {
        return connection
                .preparedQuery(MEMBERS)
                .execute(Tuple.of(presenceIds.toArray(UUID[]::new)))
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> row.getUUID("id"), row -> row.getUUID("member_id"))));
    }

    private static Set<PresenceUse> accepted(RowSet<Row> rows) {
        return rows.stream()
                .map(row -> new PresenceUse(
                        row.getUUID("presence_id"),
                        row.getUUID("member_id"),
                        row.getUUID("store_id"),
                        row.getString("terminal"),
                        row.getString("bill_ref")))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static UUID[] uuids(List<PresenceUse> uses, Function<PresenceUse, UUID> value) {
        return uses.stream().map(value).toArray(UUID[]::new);
    }

    private static String[] texts(List<PresenceUse> uses, Function<PresenceUse, String> value) {
        return uses.stream().map(value).toArray(String[]::new);
    }
}
