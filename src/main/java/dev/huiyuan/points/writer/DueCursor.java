package dev.huiyuan.points.writer;

import java.time.Instant;
import java.util.UUID;

/**
 * A place in the order in which accounts fell due.
 *
 * @param dueAt when
 * @param memberId whose, among those of one instant
 */
public record DueCursor(Instant dueAt, UUID memberId) {
    /** Before everything that is due. */
    public static final DueCursor START = new DueCursor(Instant.EPOCH, new UUID(0, 0));
}
