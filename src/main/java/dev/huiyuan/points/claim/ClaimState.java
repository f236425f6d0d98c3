package dev.huiyuan.points.claim;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where a claim stands. */
@Schema(name = "PointsClaimState")
enum ClaimState {
    /** The order's points are the member's. */
    CREDITED,
    /** Staff of the store decide. */
    IN_REVIEW,
    REJECTED,
    /** Nobody decided in time: it may be claimed again. */
    EXPIRED
}
