package dev.huiyuan.points.writer;

import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers on their way to their callers' own contexts. All that go to one event loop cross over together: waking it up
 * for each of a few hundred answers would cost more than writing them.
 */
final class Deliveries {
    private final Map<EventLoop, List<Delivery>> byLoop = new HashMap<>();

    private record Delivery(ContextInternal context, Runnable answer) {}

    /** Adds an answer; one without a context, or for a worker, goes out on its own. */
    void add(@Nullable Context context, Runnable answer) {
        if (context == null) {
            answer.run();
        } else if (context instanceof ContextInternal known && known.isEventLoopContext()) {
            byLoop.computeIfAbsent(known.nettyEventLoop(), loop -> new ArrayList<>())
                    .add(new Delivery(known, answer));
        } else {
            context.runOnContext(ignored -> answer.run());
        }
    }

    /** Sends everything off. */
    void send() {
        byLoop.forEach((loop, deliveries) -> loop.execute(
                () -> deliveries.forEach(delivery -> delivery.context().dispatch(delivery.answer()))));
        byLoop.clear();
    }
}
