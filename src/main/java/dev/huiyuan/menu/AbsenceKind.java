package dev.huiyuan.menu;

/** Why a store does not have a dish. */
enum AbsenceKind {
    /** Out for today or for a while. */
    SOLD_OUT,
    /** Not on the store's menu. */
    OFF
}
