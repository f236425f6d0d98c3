package dev.huiyuan.shared.sql;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Bounds every wait in front of both SQL pools, and keeps their statements prepared. The client's own queue has no end, so that overload would show as
 * time-outs of everybody instead of a 503 for a few; and it waits for a minute for a database that does not answer,
 * for ever for one that takes connections without a word.
 */
@Singleton
@Default
@ReactiveDataSource("ledger")
class SqlPoolLimits implements PgPoolCreator {
    private static final int MAX_WAITING = 2_000;
    /** For a connection of the pool, be it a new one. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * The longest statement that stays prepared, in characters. The client's own limit is 2,048: whatever is longer, as a
     * ledger batch's writes are, would be parsed and planned anew each time.
     */
    private static final int LONGEST_PREPARED = 32_768;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private final SqlClientConfig config;

    SqlPoolLimits(SqlClientConfig config) {
        this.config = config;
    }

    @Override
    @SuppressWarnings("deprecation") // Nothing else lets a pool's attempts to connect end in time.
    public Pool create(Input input) {
        List<SqlConnectOptions> servers = new ArrayList<>();
        for (PgConnectOptions server : input.pgConnectOptionsList()) {
            server.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
            server.setPreparedStatementCacheSqlLimit(LONGEST_PREPARED);
            servers.add(server);
        }
        Pool pool = PgBuilder.pool()
                .with(input.poolOptions()
                        .setMaxWaitQueueSize(MAX_WAITING)
                        .setConnectionTimeout((int) PATIENCE.toSeconds())
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS))
                .connectingTo(servers)
                .using(input.vertx())
                .build();
        return pool.connectionProvider(
                new TimedConnections(input.vertx(), servers, PATIENCE, config.silenceTimeout())::open);
    }
}
