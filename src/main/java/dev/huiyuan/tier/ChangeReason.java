package dev.huiyuan.tier;

/** Why a standing changed. */
enum ChangeReason {
    /** An order crossed a threshold. */
    UPGRADE,
    /** The evaluation: up because the rules ask for less by now, or one tier down after the grace period. */
    EVALUATION,
    /** The evaluation found too little: a grace period begins, the tier stays. */
    GRACE,
    /** What was spent within the grace period keeps the tier. */
    KEPT,
    /** A refund took back what had reached the tier. */
    REFUND,
    /** Somebody gave the tier, or protects it. */
    GRANT,
    /** Somebody took back what was given. */
    REVOKED,
    PROTECTION_ENDED,
    /** The programme no longer has the tier. */
    PROGRAMME_CHANGE,
    /** Another account was merged into this one. */
    MERGE,
    /** An account that had been merged into this one has parted from it. */
    UNMERGE;

    /** Whether it answers the question whether what was spent is enough to keep a tier. */
    boolean isAboutKeeping() {
        return this == EVALUATION || this == GRACE || this == KEPT;
    }

    /** The topic of the event that tells of it. */
    String topic() {
        return switch (this) {
            case GRACE -> "tier.grace.started.v1";
            case KEPT -> "tier.kept.v1";
            default -> "tier.changed.v1";
        };
    }
}
