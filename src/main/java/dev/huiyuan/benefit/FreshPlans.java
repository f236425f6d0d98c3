package dev.huiyuan.benefit;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * Has the statements of a job's transaction planned for the values that they are run with. After a few runs of a
 * statement PostgreSQL would settle for one plan that fits any values, which knows neither how many members a range has
 * nor how many days a list: it read all members again for every two thousand of them.
 */
final class FreshPlans {
    private FreshPlans() {}

    /** From now on, until the transaction ends. */
    static Uni<Void> in(SqlConnection connection) {
        return connection
                .query("set local plan_cache_mode = force_custom_plan")
                .execute()
                .replaceWithVoid();
    }
}
