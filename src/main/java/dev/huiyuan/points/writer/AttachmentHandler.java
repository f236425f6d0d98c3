package dev.huiyuan.points.writer;

import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.sql.WriteSet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does what attachments of one type describe, for all commands of a batch at once. The ledger collects all beans of this
 * type.
 *
 * @param <A> the type of attachment
 */
public interface AttachmentHandler<A extends Attachment> {
    /** The attachments that it is asked for. */
    Class<A> type();

    /**
     * Begins with a batch; a batch that is tried again begins again.
     *
     * @param attachments those of the batch, in the order of their commands
     * @param now the batch's time
     */
    Handling<A> begin(List<A> attachments, Instant now);

    /** The handling of one batch. It is used by one thread, and forgotten with the batch when that fails. */
    interface Handling<A extends Attachment> {
        /**
         * What has to be locked and read before accounts are locked, in the order of locks: orders, stock, coupons. The
         * statements are sent behind the claims of keys and at once: none may wait for the answer to another one.
         */
        List<Uni<Void>> locks(SqlConnection connection);

        /** What has to be read once the accounts are locked; sent like {@link #locks}. Nothing where that is all. */
        default List<Uni<Void>> reads(SqlConnection connection) {
            return List.of();
        }

        /**
         * Why its command is refused, told by what was locked and by the attachments that were booked before it in this
         * batch; null where nothing stands against it. Asked once, right before the command is decided.
         */
        @Nullable
        ProblemException refusal(A attachment);

        /**
         * Its command is booked. In memory, and it never fails: what was booked is booked.
         *
         * @param entries what the command booked, in order, the entries of passing time left out
         */
        void booked(A attachment, List<LedgerEntry> entries);

        /** Adds what comes of everything that was booked to what the batch writes. */
        void addTo(WriteSet writes);

        /** What must find that written: statements that are sent behind it, one after the other. */
        default List<Uni<Void>> rest(SqlConnection connection) {
            return List.of();
        }
    }
}
