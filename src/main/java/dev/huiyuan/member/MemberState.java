package dev.huiyuan.member;

/** Where a membership stands. */
public enum MemberState {
    /** Registered by staff; earns, and cannot spend until the phone is confirmed. */
    UNCONFIRMED,
    /** Earns and spends. */
    ACTIVE,
    /** Ended. */
    CLOSED
}
