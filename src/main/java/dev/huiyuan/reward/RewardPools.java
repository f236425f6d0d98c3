package dev.huiyuan.reward;

import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Pools of codes of others. */
@ApplicationScoped
class RewardPools {
    private static final String LIST = """
            select p.id, p.code, p.name, c.codes - c.given as left_over, c.given
            from reward_pool p, lateral (
                select coalesce(sum(codes), 0)::bigint as codes, coalesce(sum(given), 0)::bigint as given
                from reward_pool_count where pool_id = p.id) c
            where p.id < $1 order by p.id desc limit $2
            """;
    /** Those of one pool follow one another, so that each round leaves fewer. */
    private static final String SUM_UP = """
            with busy as (select pool_id from reward_pool_count group by pool_id having count(*) > 1),
            gone as (
                delete from reward_pool_count where (pool_id, id) in (
                    select c.pool_id, c.id from reward_pool_count c join busy using (pool_id)
                    order by c.pool_id, c.id limit $1 for update of c skip locked)
                returning pool_id, codes, given),
            summed as (
                insert into reward_pool_count (pool_id, codes, given)
                select pool_id, sum(codes), sum(given) from gone group by pool_id)
            select count(*) as gone from gone
            """;

    private static final String INSERT =
            "insert into reward_pool (id, code, name) values ($1, $2, $3) on conflict (code) do nothing";
    private static final String LOCK = "select id from reward_pool where id = $1 for key share";

    private final Pool pool;
    private final VoucherCodes codes;
    private final Ids ids;

    RewardPools(Pool pool, VoucherCodes codes, Ids ids) {
        this.pool = pool;
        this.codes = codes;
        this.ids = ids;
    }

    /** Pools, newest first. */
    Uni<List<PoolResponse>> list(UUID before, int rows) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(before, rows))
                .map(found -> found.stream().map(RewardPools::response).toList());
    }

    private static PoolResponse response(Row row) {
        return new PoolResponse(
                row.getUUID("id"),
                row.getString("code"),
                row.getString("name"),
                row.getLong("left_over"),
                row.getLong("given"));
    }

    /** Adds up what has been counted one by one, and returns how many rows went. */
    Uni<Integer> sumUp(SqlConnection connection, int limit) {
        return connection
                .preparedQuery(SUM_UP)
                .execute(Tuple.of(limit))
                .map(rows -> Math.toIntExact(rows.iterator().next().getLong("gone")));
    }

    /** A new pool without codes; problem {@code reward-pool-code-taken}. */
    Uni<PoolResponse> create(PoolRequest request) {
        PoolResponse made = new PoolResponse(ids.next(), request.code(), request.name(), 0, 0);
        return pool.preparedQuery(INSERT)
                .execute(Tuple.of(made.id(), made.code(), made.name()))
                .invoke(rows -> {
                    if (rows.rowCount() == 0) throw ProblemCode.REWARD_POOL_CODE_TAKEN.with(request.code());
                })
                .replaceWith(made);
    }

    /** Adds codes; problem {@code reward-pool-not-found}. */
    Uni<PoolUploadResponse> upload(SqlConnection connection, UUID poolId, List<String> uploaded) {
        List<String> distinct = uploaded.stream().distinct().sorted().toList();
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(poolId))
                .invoke(rows -> {
                    if (rows.rowCount() == 0) throw ProblemCode.REWARD_POOL_NOT_FOUND.with();
                })
                .chain(() -> codes.add(connection, poolId, distinct))
                .map(added -> new PoolUploadResponse(added, uploaded.size() - added));
    }
}
