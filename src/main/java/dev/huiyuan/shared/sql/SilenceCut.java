package dev.huiyuan.shared.sql;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.net.impl.NetSocketInternal;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.Connection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Cuts connections to PostgreSQL. The client's own way of closing says goodbye and waits until the server closes too,
 * which a server that is stopped, or behind a network that drops everything, never does: whoever waits on the
 * connection waits for ever, and its place in the pool is never free again.
 */
public final class SilenceCut extends IdleStateHandler {
    private SilenceCut(Duration silence) {
        // From what was sent or received last: a statement has its whole time, however long nobody asked before.
        super(0, 0, silence.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Cuts a connection as soon as nothing has passed over it for so long. */
    static void watch(Connection connection, Duration silence) {
        // First, and so nearest to the network: what is closed here does not pass the client's own goodbye.
        channel(connection).pipeline().addFirst(SilenceCut.class.getName(), new SilenceCut(silence));
    }

    /** Cuts a connection of a pool now; its place in the pool is free at once. */
    public static void cut(SqlConnection connection) {
        Channel channel = channel(
                ((SqlConnectionInternal) connection.getDelegate()).unwrap().unwrap());
        ChannelHandlerContext context = channel.pipeline().context(SilenceCut.class);
        // A channel that has ended has no handlers any more.
        if (context != null) end(context);
    }

    @Override
    protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
        end(context);
    }

    /** Whoever waits on the connection hears of it by its end. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private static void end(ChannelHandlerContext context) {
        context.close();
    }

    private static Channel channel(Connection connection) {
        NetSocketInternal socket = ((SocketConnectionBase) connection).socket();
        return socket.channelHandlerContext().channel();
    }
}
