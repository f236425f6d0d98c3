package dev.huiyuan.tier;

import dev.huiyuan.shared.sql.WriteSet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What one batch does to members' days: added up by day, and days that go from one account to another. */
final class SpendDays {
    private static final String ADD = """
            insert into tier_spend_day as d (member_id, day, spend_fen, orders)
            select * from unnest($1::uuid[], $2::date[], $3::bigint[], $4::int[])
            on conflict (member_id, day) do update set
                spend_fen = d.spend_fen + excluded.spend_fen, orders = d.orders + excluded.orders
            """;
    /** A refund must not fail because of figures that only tiers use. */
    private static final String TAKE = """
            update tier_spend_day d
            set spend_fen = greatest(0, d.spend_fen + u.spend_fen), orders = greatest(0, d.orders + u.orders)
            from unnest($1::uuid[], $2::date[], $3::bigint[], $4::int[]) as u (member_id, day, spend_fen, orders)
            where d.member_id = u.member_id and d.day = u.day
            """;

    private static final String MOVE = """
            insert into tier_spend_day as d (member_id, day, spend_fen, orders)
            select $2, f.day, f.spend_fen, f.orders from tier_spend_day f where f.member_id = $1
            on conflict (member_id, day) do update set
                spend_fen = d.spend_fen + excluded.spend_fen, orders = d.orders + excluded.orders
            """;
    private static final String LEAVE = "delete from tier_spend_day where member_id = $1";

    private static final Comparator<Place> LOCK_ORDER =
            Comparator.comparing(Place::memberId).thenComparing(Place::day);

    private final Map<Place, Sum> sums = new HashMap<>();
    private final List<Move> moves = new ArrayList<>();

    private record Place(UUID memberId, LocalDate day) {}

    private record Sum(long fen, int orders) {
        Sum plus(Sum other) {
            return new Sum(fen + other.fen, orders + other.orders);
        }

        boolean isNothing() {
            return fen == 0 && orders == 0;
        }

        boolean adds() {
            return fen >= 0 && orders >= 0;
        }
    }

    private record Move(UUID from, UUID into) {}

    private record Row(Place place, Sum sum) {}

    /**
     * Counts what became of orders of a day.
     *
     * @param fen what they have more now; negative for less
     * @param orders how many have something left now that had not before; negative for the other way round
     */
    void count(UUID memberId, LocalDate day, long fen, int orders) {
        sums.merge(new Place(memberId, day), new Sum(fen, orders), Sum::plus);
    }

    /** All days of an account become another one's. Merges are booked alone: nothing is counted after one. */
    void move(UUID from, UUID into) {
        moves.add(new Move(from, into));
    }

    /** Adds what was counted to what is written. */
    void addTo(WriteSet writes) {
        List<Row> added = new ArrayList<>();
        List<Row> taken = new ArrayList<>();
        sums.forEach((place, sum) -> {
            if (!sum.isNothing()) (sum.adds() ? added : taken).add(new Row(place, sum));
        });
        if (!added.isEmpty()) add(writes, ADD, added);
        if (!taken.isEmpty()) add(writes, TAKE, taken);
    }

    /** The statements that move days, when what was counted is written. */
    List<Uni<Void>> moves(SqlConnection connection) {
        List<Uni<Void>> statements = new ArrayList<>();
        for (Move move : moves) {
            statements.add(connection
                    .preparedQuery(MOVE)
                    .execute(Tuple.of(move.from(), move.into()))
                    .replaceWithVoid());
            statements.add(connection
                    .preparedQuery(LEAVE)
                    .execute(Tuple.of(move.from()))
                    .replaceWithVoid());
        }
        return statements;
    }

    private static void add(WriteSet writes, String sql, List<Row> rows) {
        rows.sort(Comparator.comparing(Row::place, LOCK_ORDER));
        writes.add(
                sql,
                rows.stream().map(row -> row.place().memberId()).toArray(UUID[]::new),
                rows.stream().map(row -> row.place().day()).toArray(LocalDate[]::new),
                rows.stream().map(row -> row.sum().fen()).toArray(Long[]::new),
                rows.stream().map(row -> row.sum().orders()).toArray(Integer[]::new));
    }
}
