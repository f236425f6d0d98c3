package dev.huiyuan.shared.sql;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import io.vertx.sqlclient.impl.Utils;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;

/**
 * Opens connections for a pool, each within a time. The client bounds the TCP handshake only: a server that is stopped
 * takes connections and says nothing, and each attempt would keep its place in the pool, also when the server is back.
 */
final class TimedConnections {
    private final Vertx vertx;
    private final ConnectionFactory factory;
    private final Duration patience;
    private final Duration silenceTimeout;

    TimedConnections(Vertx vertx, List<SqlConnectOptions> servers, Duration patience, Duration silenceTimeout) {
        this.vertx = vertx;
        this.patience = patience;
        this.silenceTimeout = silenceTimeout;
        factory = PgDriver.INSTANCE.createConnectionFactory(vertx, Utils.roundRobinSupplier(servers));
    }

    /** Opens a connection, which is cut when it stays silent. */
    Future<SqlConnection> open(Context context) {
        Promise<SqlConnection> opening = Promise.promise();
        long timer = vertx.setTimer(
                patience.toMillis(), id -> opening.tryFail(new ConnectException("the database takes no session")));
        factory.connect(context).onComplete(opened -> {
            vertx.cancelTimer(timer);
            if (opened.failed()) opening.tryFail(opened.cause());
            else handOver(opened.result(), opening);
        });
        return opening.future();
    }

    private void handOver(SqlConnection connection, Promise<SqlConnection> opening) {
        SilenceCut.watch(((SqlConnectionInternal) connection).unwrap(), silenceTimeout);
        if (!opening.tryComplete(connection)) connection.close();
    }
}
