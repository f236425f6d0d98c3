package dev.huiyuan.shared.sql;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Bounds the queue in front of the SQL pool. The client's own queue has no end, so that overload would show as
 * time-outs of everybody instead of a 503 for a few.
 */
@Singleton
class SqlPoolLimits implements PgPoolCreator {
    private static final int MAX_WAITING = 2_000;

    @Override
    public Pool create(Input input) {
        return PgBuilder.pool()
                .with(input.poolOptions().setMaxWaitQueueSize(MAX_WAITING))
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
