package dev.huiyuan.reward;

import java.util.List;

/**
 * A redemption with its history.
 *
 * @param redemption the redemption
 * @param history its steps, first to last
 */
record RedemptionDetail(RewardRedemption redemption, List<RedemptionStep> history) {}
