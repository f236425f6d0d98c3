package dev.huiyuan.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.testing.Api;
import dev.huiyuan.testing.Cluster;
import dev.huiyuan.testing.Cluster.Diner;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What is in the books, read past the application, against what it has answered. */
final class Books {
    /** Everything that one booking writes is there, or nothing of it is. */
    private static final String TORN = """
            select (select count(*) from business_key k where not exists (
                        select from points_entry e where e.member_id = k.member_id and e.id = k.entry_id))
                 + (select count(*) from points_entry e where e.type in ('ACCRUAL', 'REDEMPTION', 'TRANSFER_OUT')
                        and not exists (select from business_key k
                            where (k.source, k.ref, k.kind) = (e.source, e.ref, e.type) and k.entry_id = e.id))
                 + (select count(*) from idempotency_record r where r.entry_id is not null and not exists (
                        select from points_entry e where e.member_id = r.member_id and e.id = r.entry_id))
                 + (select count(*) from points_account a where a.version <> (
                        select count(*) from points_entry e where e.member_id = a.member_id))
                 + (select count(*) from points_account a where a.available + a.pending + a.held - a.debt <> (
                        select coalesce(sum(points), 0) from points_entry e where e.member_id = a.member_id))
            """;

    private static final String ENTRIES =
            "select id from points_entry where type = ? and member_id = any(?) order by id";
    private static final String BALANCES = """
            select a.member_id, a.available + a.pending + a.held - a.debt as balance,
                   (select coalesce(sum(points), 0) from points_entry e
                     where e.member_id = a.member_id and e.type = 'EXPIRY') as expired
              from points_account a where member_id = any(?)
            """;
    private static final String SUM =
            "select coalesce(sum(available + pending + held - debt), 0) from points_account where member_id = any(?)";
    /** Under the account's lock, as the ledger itself would change a lot. */
    private static final String LOCK = "select from points_account where member_id = ? for no key update";

    /** Not at the transaction's own time, which is before the wait for the lock: nothing expires before it is earned. */
    private static final String AGE = """
            update points_lot set expires_at = greatest(clock_timestamp(), available_from) where member_id = ? and open
            """;

    private static final String EXPECT = "update points_account set next_due_at = now() where member_id = ?";

    private static final int REPEATED = 100;

    private final Cluster cluster;

    Books(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Looks at everything in one snapshot, whatever is going on. */
    void assertNothingIsTorn() throws SQLException {
        try (Connection connection = cluster.database();
                ResultSet torn = connection.createStatement().executeQuery(TORN)) {
            assertThat(torn.next()).isTrue();
            assertThat(torn.getLong(1))
                    .as("bookings of which a part is missing")
                    .isZero();
        }
    }

    /** Every answer is in the books once, and nothing else is there; the audit says the same. */
    void assertHold(Load load) throws SQLException {
        assertHold(load.diners(), load.answered());
        assertRepeatable(
                load.answered().subList(0, Math.min(REPEATED, load.answered().size())));
    }

    /** Every answer is in the books once, and nothing else is there; the audit says the same. */
    void assertHold(List<Diner> diners, List<Request> requests) throws SQLException {
        assertNothingIsTorn();
        try (Connection connection = cluster.database()) {
            for (Request.Kind kind : Request.Kind.values()) {
                List<UUID> acknowledged = requests.stream()
                        .filter(request -> request.kind() == kind && request.isBooked())
                        .map(Request::entryId)
                        .toList();
                assertThat(acknowledged).doesNotHaveDuplicates();
                assertThat(entries(connection, kind, diners))
                        .as("entries of type %s", kind)
                        .containsExactlyInAnyOrderElementsOf(acknowledged);
            }
            assertThat(earned(connection, diners)).isEqualTo(expected(diners, requests));
        }
        cluster.assertBooksBalance();
    }

    /** A request that is sent once more is answered as before, by either instance. */
    private void assertRepeatable(List<Request> requests) {
        for (Request request : requests) {
            Api.Reply repeated = request.post(cluster.api(requests.indexOf(request)));
            assertThat(repeated.status()).isEqualTo(request.answer().status());
            assertThat(repeated.body()).isEqualTo(request.answer().body());
            assertThat(repeated.replayed()).isTrue();
        }
    }

    private static List<UUID> entries(Connection connection, Request.Kind kind, List<Diner> diners)
            throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(ENTRIES)) {
            statement.setString(1, kind.name());
            statement.setArray(2, ids(connection, diners));
            ResultSet rows = statement.executeQuery();
            while (rows.next()) ids.add(rows.getObject(1, UUID.class));
        }
        return ids;
    }

    /** Balances as if nothing had expired. */
    private static Map<String, Long> earned(Connection connection, List<Diner> diners) throws SQLException {
        Map<String, Long> balances = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(BALANCES)) {
            statement.setArray(1, ids(connection, diners));
            ResultSet rows = statement.executeQuery();
            while (rows.next()) balances.put(rows.getString(1), rows.getLong(2) - rows.getLong(3));
        }
        return balances;
    }

    private static Map<String, Long> expected(List<Diner> diners, List<Request> requests) {
        Map<String, Long> balances = new HashMap<>();
        diners.forEach(diner -> balances.put(diner.id(), 0L));
        for (Request request : requests) {
            if (!request.isBooked()) continue;
            balances.merge(request.diner().id(), request.points(), Long::sum);
            Diner receiver = request.receiver();
            if (receiver != null) balances.merge(receiver.id(), -request.points(), Long::sum);
        }
        return balances;
    }

    /** What some members have together, in one snapshot. */
    long sum(List<Diner> diners) throws SQLException {
        try (Connection connection = cluster.database();
                PreparedStatement statement = connection.prepareStatement(SUM)) {
            statement.setArray(1, ids(connection, diners));
            ResultSet rows = statement.executeQuery();
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    /** All that these members have expires now; whoever touches their accounts next books it. */
    void expire(List<Diner> diners) throws SQLException {
        for (Diner diner : diners) expire(diner);
    }

    private void expire(Diner diner) throws SQLException {
        try (Connection connection = cluster.database()) {
            connection.setAutoCommit(false);
            for (String step : List.of(LOCK, AGE, EXPECT)) {
                try (PreparedStatement statement = connection.prepareStatement(step)) {
                    statement.setObject(1, UUID.fromString(diner.id()));
                    statement.execute();
                }
            }
            connection.commit();
        }
    }

    private static java.sql.Array ids(Connection connection, List<Diner> diners) throws SQLException {
        return connection.createArrayOf(
                "uuid", diners.stream().map(Diner::id).map(UUID::fromString).toArray());
    }
}
