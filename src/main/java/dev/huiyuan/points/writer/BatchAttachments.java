package dev.huiyuan.points.writer;

import dev.huiyuan.points.core.Decision;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.sql.WriteSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attachments of one batch, each with whoever handles it. */
final class BatchAttachments {
    private final List<AttachmentHandler.Handling<?>> handlings = new ArrayList<>();
    private final Map<Item, Handled<?>> handled = new HashMap<>();

    /** @param handlers at least one for each type of attachment that comes */
    BatchAttachments(List<Item> items, List<AttachmentHandler<?>> handlers, Instant now) {
        List<Item> attached = items.stream()
                .filter(item -> item.submission.attachment() != null)
                .toList();
        if (attached.isEmpty()) return;
        for (AttachmentHandler<?> handler : handlers) begin(handler, attached, now);
        if (!handled.keySet().containsAll(attached)) {
            throw new IllegalStateException("an attachment that nobody handles");
        }
    }

    private record Handled<A extends Attachment>(A attachment, AttachmentHandler.Handling<A> handling) {
        @Nullable
        ProblemException refusal() {
            return handling.refusal(attachment);
        }

        void booked(List<LedgerEntry> entries) {
            handling.booked(attachment, entries);
        }
    }

    private <A extends Attachment> void begin(AttachmentHandler<A> handler, List<Item> attached, Instant now) {
        Map<Item, A> own = new LinkedHashMap<>();
        for (Item item : attached) {
            Attachment attachment = item.submission.attachment();
            if (handler.type().isInstance(attachment))
                own.put(item, handler.type().cast(attachment));
        }
        if (own.isEmpty()) return;
        AttachmentHandler.Handling<A> handling = handler.begin(List.copyOf(own.values()), now);
        handlings.add(handling);
        own.forEach((item, attachment) -> handled.put(item, new Handled<>(attachment, handling)));
    }

    /** Adds what they lock to a pipeline. */
    void addLocks(Pipeline pipeline, SqlConnection connection) {
        handlings.forEach(handling -> handling.locks(connection).forEach(pipeline::add));
    }

    /** Adds what they read behind the locks to a pipeline. */
    void addReads(Pipeline pipeline, SqlConnection connection) {
        handlings.forEach(handling -> handling.reads(connection).forEach(pipeline::add));
    }

    /** Why a command is refused for what is attached to it; null where it is not. */
    @Nullable
    ProblemException refusal(Item item) {
        Handled<?> attached = handled.get(item);
        return attached == null ? null : attached.refusal();
    }

    /** A command is booked, and with it what is attached to it. */
    void booked(Item item, Decision.Accepted decision) {
        Handled<?> attached = handled.get(item);
        if (attached == null) return;
        List<LedgerEntry> own = decision.changes().entries().stream()
                .filter(entry -> item.isOwn(entry))
                .toList();
        attached.booked(own);
    }

    /** Adds what comes of them to what the batch writes. */
    void addTo(WriteSet writes) {
        handlings.forEach(handling -> handling.addTo(writes));
    }

    /** Adds what must find that written to a pipeline. */
    void addRest(Pipeline pipeline, SqlConnection connection) {
        handlings.forEach(handling -> handling.rest(connection).forEach(pipeline::add));
    }
}
