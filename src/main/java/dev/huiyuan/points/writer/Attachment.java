package dev.huiyuan.points.writer;

/**
 * What a capability above points wants written together with a command, all or nothing: what it describes is done by the
 * {@link AttachmentHandler} of its type.
 */
public interface Attachment {
    /**
     * Whether what is attached to an order refunds it by rules of its own: refunds of its points alone are refused, also
     * those that came before it.
     */
    default boolean refundsItself() {
        return false;
    }
}
