package dev.huiyuan.testing;

import dev.huiyuan.shared.outbox.OutboxEvent;
import dev.huiyuan.shared.outbox.OutboxTarget;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** What the relay delivered of some topics; a test makes it a bean of its own. */
public abstract class HeardEvents implements OutboxTarget {
    private final String topics;
    private final List<OutboxEvent> seen = new CopyOnWriteArrayList<>();

    /** @param topics how the topics begin that are of interest */
    protected HeardEvents(String topics) {
        this.topics = topics;
    }

    @Override
    public final Uni<Void> deliver(List<OutboxEvent> events) {
        events.stream().filter(event -> event.topic().startsWith(topics)).forEach(seen::add);
        return Uni.createFrom().voidItem();
    }

    /** In the order of their delivery. */
    protected final Stream<OutboxEvent> seen() {
        return seen.stream();
    }
}
