package dev.huiyuan.shared.outbox;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Receives events, at least once: a target repeats without harm. The relay collects all beans of this type. */
public interface OutboxTarget {
    /** Takes a batch of events; a failure has the whole batch delivered again later. */
    Uni<Void> deliver(List<OutboxEvent> events);
}
