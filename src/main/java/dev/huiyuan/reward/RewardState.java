package dev.huiyuan.reward;

/** Where a reward is in its life: only an active one is redeemed, and an ended one stays ended. */
enum RewardState {
    DRAFT,
    ACTIVE,
    PAUSED,
    ENDED;

    /** Whether a reward may go from this state to another. */
    boolean mayBecome(RewardState next) {
        return this == next
                || switch (this) {
                    case DRAFT -> next == ACTIVE || next == ENDED;
                    case ACTIVE -> next == PAUSED || next == ENDED;
                    case PAUSED -> next == ACTIVE || next == ENDED;
                    case ENDED -> false;
                };
    }
}
