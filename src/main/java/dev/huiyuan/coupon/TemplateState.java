package dev.huiyuan.coupon;

/** Where a template is in its life: only an active one issues coupons, and an ended one stays ended. */
public enum TemplateState {
    DRAFT,
    ACTIVE,
    PAUSED,
    ENDED;

    /** Whether a template may go from this state to another. */
    boolean mayBecome(TemplateState next) {
        return this == next
                || switch (this) {
                    case DRAFT -> next == ACTIVE || next == ENDED;
                    case ACTIVE -> next == PAUSED || next == ENDED;
                    case PAUSED -> next == ACTIVE || next == ENDED;
                    case ENDED -> false;
                };
    }
}
