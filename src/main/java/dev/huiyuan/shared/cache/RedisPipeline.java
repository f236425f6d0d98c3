package dev.huiyuan.shared.cache;

import io.netty.channel.EventLoop;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends single-key commands to Redis: what arrives in one turn of an event loop goes out as one pipelined batch, each
 * answered by its own reply. A batch has a time-out, and a breaker keeps callers away from a Redis that is slow or
 * gone. One command a request on a connection from the pool reaches a third of this.
 */
final class RedisPipeline {
    private static final Logger LOG = Logger.getLogger(RedisPipeline.class);

    private static final long GRACE_MILLIS = 1;

    private final Vertx vertx;
    private final Redis redis;
    private final CacheConfig.Remote config;
    private final Breaker breaker;
    private final ConcurrentHashMap<EventLoop, Turn> turns = new ConcurrentHashMap<>();
    private final LongAdder batches = new LongAdder();

    RedisPipeline(Vertx vertx, Redis redis, CacheConfig.Remote config) {
        this.vertx = vertx;
        this.redis = redis;
        this.config = config;
        breaker = new Breaker(config.failuresToOpen(), config.openFor().toNanos(), System::nanoTime);
    }

    /** What is done with a command's reply; null is Redis's nil. */
    @FunctionalInterface
    interface ReplyHandler {
        void handle(@Nullable Response reply, @Nullable RedisUnavailable failure);
    }

    private record Command(Request request, ReplyHandler handler) {}

    /** Whether Redis may be asked now; false while it is left alone. */
    boolean isAvailable() {
        return breaker.allows();
    }

    boolean isOpen() {
        return breaker.isOpen();
    }

    /** How many batches were sent. */
    long batches() {
        return batches.sum();
    }

    /** Sends a command with the next batch of this event loop. The handler is called once. */
    void send(Request request, ReplyHandler handler) {
        ContextInternal context = ((ContextInternal) vertx.getOrCreateContext()).unwrap();
        EventLoop loop = context.nettyEventLoop();
        Turn turn = turns.computeIfAbsent(loop, absent -> new Turn(context));
        Command command = new Command(request, handler);
        if (loop.inEventLoop()) turn.add(command);
        else turn.context.runOnContext(other -> turn.add(command));
    }

    /** The commands of one turn; used by its event loop only. */
    private final class Turn {
        private final ContextInternal context;
        private List<Command> commands = new ArrayList<>();

        Turn(ContextInternal context) {
            this.context = context;
        }

        /** The task runs after what the event loop has read from its sockets in this turn is handled. */
        void add(Command command) {
            if (commands.isEmpty()) context.runOnContext(turn -> drain());
            commands.add(command);
        }

        private void drain() {
            List<Command> all = commands;
            commands = new ArrayList<>();
            int size = config.batchSize();
            for (int from = 0; from < all.size(); from += size) {
                dispatch(List.copyOf(all.subList(from, Math.min(all.size(), from + size))));
            }
        }
    }

    private void dispatch(List<Command> batch) {
        batches.increment();
        long begunAtNanos = System.nanoTime();
        AtomicBoolean settled = new AtomicBoolean();
        // Twice: after a pause of our own process the replies that have arrived meanwhile are read in between.
        long timer = vertx.setTimer(
                config.timeout().toMillis(),
                late -> vertx.setTimer(GRACE_MILLIS, tooLate -> {
                    if (settled.compareAndSet(false, true)) fail(batch, begunAtNanos, "no reply in time", null);
                }));
        execute(batch, result -> {
            vertx.cancelTimer(timer);
            if (!settled.compareAndSet(false, true)) return;
            if (result.succeeded()) deliver(batch, result.result());
            else fail(batch, begunAtNanos, "command failed", result.cause());
        });
    }

    private void execute(List<Command> batch, Handler<AsyncResult<List<Response>>> handler) {
        List<Request> requests = batch.stream().map(Command::request).toList();
        if (!config.clustered()) {
            redis.batch(requests).onComplete(handler);
            return;
        }
        List<Future<Response>> replies = requests.stream().map(redis::send).toList();
        Future.join(replies)
                .<List<Response>>map(
                        done -> replies.stream().map(Future::result).toList())
                .onComplete(handler);
    }

    private void deliver(List<Command> batch, List<@Nullable Response> replies) {
        breaker.succeeded();
        for (int i = 0; i < batch.size(); i++) batch.get(i).handler.handle(replies.get(i), null);
    }

    private void fail(List<Command> batch, long begunAtNanos, String message, @Nullable Throwable cause) {
        if (breaker.failed(begunAtNanos)) {
            LOG.warnf(
                    "Redis is left alone for %d ms: %s %s",
                    TimeUnit.NANOSECONDS.toMillis(config.openFor().toNanos()), message, cause == null ? "" : cause);
        }
        RedisUnavailable failure = new RedisUnavailable(message, cause);
        for (Command command : batch) command.handler.handle(null, failure);
    }
}
