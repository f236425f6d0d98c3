package dev.huiyuan.shared.outbox;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened, for whoever wants to know later. It is delivered at least once, and in the order of ids
 * within one batch only: two instances that deliver at once, or a commit that came late, let a member's later event
 * overtake an earlier one. Who needs the order sorts by id.
 *
 * @param id time-ordered; the same in every delivery of an event, so that a repetition can be told
 * @param topic what happened, such as {@code points.accrued.v1}
 * @param memberId whom it concerns; {@link #NOBODY} where it concerns no single member
 * @param payload a JSON object of ids, codes and figures; no personal data
 * @param occurredAt when
 */
public record OutboxEvent(UUID id, String topic, UUID memberId, String payload, Instant occurredAt) {
    /** Stands for the member of an event that concerns everybody (the nil UUID, RFC 9562 §5.9). */
    public static final UUID NOBODY = new UUID(0, 0);
}
