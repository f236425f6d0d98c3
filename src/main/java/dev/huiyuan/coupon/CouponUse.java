package dev.huiyuan.coupon;

import dev.huiyuan.identity.PresenceUse;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import java.util.UUID;

/**
 * A till's wish to use a coupon.
 *
 * @param caller the till
 * @param couponId the coupon
 * @param request for which bill
 * @param key the wish under its idempotency key
 */
record CouponUse(Caller caller, UUID couponId, RedeemCouponRequest request, IdempotencyRequest key)
        implements GroupCommit.Keyed {
    PresenceUse presence(UUID memberId) {
        return new PresenceUse(
                request.presenceId(), memberId, request.storeId(), caller.presenceTerminal(), request.orderRef());
    }
}
