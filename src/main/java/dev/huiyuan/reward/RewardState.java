package dev.huiyuan.reward;

/** Whether a reward can be redeemed. */
enum RewardState {
    ACTIVE,
    PAUSED
}
