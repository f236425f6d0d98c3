package dev.huiyuan.identity;

import java.util.UUID;

/**
 * A bill that wants to use a presence.
 *
 * @param presenceId the presence
 * @param memberId whose points or coupons are spent
 * @param storeId where
 * @param terminal at which till
 * @param billRef the bill, in the words of the capability that spends; a presence serves one bill only
 */
public record PresenceUse(UUID presenceId, UUID memberId, UUID storeId, String terminal, String billRef) {}
