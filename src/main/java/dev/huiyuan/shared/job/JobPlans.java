package dev.huiyuan.shared.job;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How PostgreSQL plans the statements of a job's transaction, until it ends. What a job does to thousands of members at
 * once is unlike what the planner expects of statements that live traffic runs.
 */
public final class JobPlans {
    private JobPlans() {}

    /**
     * Has statements planned for the values that they are run with. After a few runs of a statement PostgreSQL would
     * settle for one plan that fits any values, which knows neither how many members a range has nor how many days a
     * list: it read all members again for every two thousand of them.
     */
    public static Uni<Void> fresh(SqlConnection connection) {
        return set(connection, "set local plan_cache_mode = force_custom_plan");
    }

    /**
     * The same for statements that read much: one backend a worker is enough beside live traffic, and compiling costs
     * more than it gains.
     *
     * @param workMemory what a sort or hash may use, as PostgreSQL's {@code work_mem} says it
     * @param timeout after which a statement is cut off
     */
    public static Uni<Void> reading(SqlConnection connection, String workMemory, Duration timeout) {
        return set(
                connection,
                "set local plan_cache_mode = force_custom_plan; set local jit = off;"
                        + " set local max_parallel_workers_per_gather = 0;"
                        + " set local work_mem = '" + workMemory + "';"
                        + " set local statement_timeout = " + timeout.toMillis());
    }

    /**
     * Keeps one step from being done once for each member: ranges of ids are estimated as one row, and a nested loop
     * would add up the chunk each time.
     */
    public static <T> Uni<T> withoutNestedLoops(SqlConnection connection, Supplier<Uni<T>> step) {
        return set(connection, "set local enable_nestloop = off")
                .chain(() -> step.get())
                .call(() -> set(connection, "set local enable_nestloop = on"));
    }

    private static Uni<Void> set(SqlConnection connection, String settings) {
        return connection.query(settings).execute().replaceWithVoid();
    }
}
