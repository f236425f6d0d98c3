package dev.huiyuan.shared.outbox;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened, for whoever wants to know later.
 *
 * @param id time-ordered: events of one member are delivered in the order of their ids
 * @param topic what happened, such as {@code points.accrued.v1}
 * @param memberId whom it concerns
 * @param payload a JSON object of ids, codes and figures; no personal data
 * @param occurredAt when
 */
public record OutboxEvent(UUID id, String topic, UUID memberId, String payload, Instant occurredAt) {}
