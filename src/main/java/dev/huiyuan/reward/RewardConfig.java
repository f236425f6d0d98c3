package dev.huiyuan.reward;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long redeemed rewards wait. */
@ConfigMapping(prefix = "huiyuan.reward")
interface RewardConfig {
    /** How long what is given at once waits for its money. */
    @WithDefault("15m")
    Duration paymentTimeout();

    /** For how many days what is handed over is reserved, where the reward does not say. */
    @WithDefault("7")
    int pickupDays();

    /** How many wrong pick-up codes one till may try in an hour. */
    @WithDefault("20")
    int wrongPickUpCodesPerHour();

    /** How long after it was fulfilled staff may cancel a redemption. */
    @WithDefault("7d")
    Duration cancellationWindow();

    /** How many redemptions one transaction of the expiry sweep ends at most. */
    @WithDefault("500")
    int expiryChunk();
}
