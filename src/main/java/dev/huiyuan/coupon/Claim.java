package dev.huiyuan.coupon;

import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import java.util.UUID;

/**
 * A member's claim of a template's coupon.
 *
 * @param templateId the template
 * @param memberId who claims
 * @param key the claim under its idempotency key
 */
record Claim(UUID templateId, UUID memberId, IdempotencyRequest key) implements GroupCommit.Keyed {}
