package dev.huiyuan.identity;

import java.util.UUID;

/**
 * A question whether a member is present.
 *
 * @param presenceId the presence that is claimed
 * @param memberId whose it is claimed to be
 * @param storeId where
 * @param terminal at which till
 */
public record PresenceCheck(UUID presenceId, UUID memberId, UUID storeId, String terminal) {}
