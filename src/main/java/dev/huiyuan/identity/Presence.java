package dev.huiyuan.identity;

import java.time.Instant;
import java.util.UUID;

/**
 * The proof that a member stands at a till. Spending needs it.
 *
 * @param id its id
 * @param memberId the member
 * @param storeId the store
 * @param terminal the till that resolved the member's code
 * @param expiresAt the first instant at which it is refused
 */
public record Presence(UUID id, UUID memberId, UUID storeId, String terminal, Instant expiresAt) {}
