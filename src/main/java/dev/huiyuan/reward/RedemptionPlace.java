package dev.huiyuan.reward;

import dev.huiyuan.programme.Channel;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a reward is redeemed.
 *
 * @param storeId the store that was chosen, or that handed it over; null for any that does
 * @param channel through which channel
 */
@RegisterForReflection
record RedemptionPlace(@Nullable UUID storeId, Channel channel) {}
