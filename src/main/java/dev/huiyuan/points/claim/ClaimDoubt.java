package dev.huiyuan.points.claim;

/** Why staff have to look at a claim. They see it, the member does not. */
enum ClaimDoubt {
    /** No till reported such an order. */
    NOT_REPORTED,
    /** The till reported another amount or time. */
    OTHER_CONTENT,
    /** It happened too long ago. */
    TOO_OLD,
    /** Somebody has its points. */
    ALREADY_CREDITED
}
