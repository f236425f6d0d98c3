package dev.huiyuan.points.writer;

/**
 * What a capability above points wants written together with a command, all or nothing: what it describes is done by the
 * {@link AttachmentHandler} of its type.
 */
public interface Attachment {}
