package dev.huiyuan.tier;

/** How a tier came that is protected. */
enum ProtectionKind {
    /** The brand gave it. */
    GRANTED,
    /** The member paid for it. */
    BOUGHT
}
