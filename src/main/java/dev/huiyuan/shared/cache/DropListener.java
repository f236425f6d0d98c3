package dev.huiyuan.shared.cache;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Hears what other instances removed. Whenever the connection was gone, everything in process is forgotten. */
final class DropListener {
    private static final Logger LOG = Logger.getLogger(DropListener.class);
    private static final long RETRY_MILLIS = 200;
    private static final int MESSAGE_PARTS = 3;

    private final Vertx vertx;
    private final Redis redis;
    private final String channel;
    private final Consumer<String> heard;
    private final Runnable missed;
    private volatile boolean running;
    private volatile boolean listening;
    private @Nullable RedisConnection connection;

    DropListener(Vertx vertx, Redis redis, String channel, Consumer<String> heard, Runnable missed) {
        this.vertx = vertx;
        this.redis = redis;
        this.channel = channel;
        this.heard = heard;
        this.missed = missed;
    }

    void start() {
        running = true;
        connect();
    }

    void stop() {
        running = false;
        @Nullable RedisConnection current = connection;
        if (current != null) current.close();
    }

    boolean isListening() {
        return listening;
    }

    private void connect() {
        if (!running) return;
        redis.connect().onSuccess(this::subscribe).onFailure(this::retry);
    }

    private void subscribe(RedisConnection connected) {
        connection = connected;
        connected.handler(this::message);
        connected.endHandler(end -> lost(connected));
        connected.exceptionHandler(failure -> lost(connected));
        connected
                .send(Request.cmd(Command.SUBSCRIBE).arg(channel))
                .onSuccess(reply -> {
                    listening = true;
                    missed.run();
                })
                .onFailure(failure -> lost(connected));
    }

    /** Both the end and an exception may be told: the first one counts. */
    private void lost(RedisConnection was) {
        if (connection != was) return;
        connection = null;
        listening = false;
        missed.run();
        was.close();
        if (running) LOG.warn("the channel of removals is gone; entries in process end by their time");
        retryLater();
    }

    private void retry(Throwable failure) {
        LOG.debugf("the channel of removals cannot be opened: %s", failure);
        retryLater();
    }

    private void retryLater() {
        if (running) vertx.setTimer(RETRY_MILLIS, timer -> connect());
    }

    private void message(@Nullable Response message) {
        if (message == null || message.size() != MESSAGE_PARTS) return;
        if (message.get(0).toString().equals("message"))
            heard.accept(message.get(2).toString());
    }
}
