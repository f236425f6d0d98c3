package dev.huiyuan.reward;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/**
 * A redemption was reserved, cancelled or has expired: {@code reward.redemption-changed.v1}.
 *
 * @param redemptionId the redemption
 * @param memberId whose
 * @param state where it is now
 * @param changedAt when
 */
@RegisterForReflection
public record RedemptionChangedEvent(UUID redemptionId, UUID memberId, String state, Instant changedAt) {
    /** The event's topic. */
    public static final String TOPIC = "reward.redemption-changed.v1";
}
