package dev.huiyuan.order;

import java.time.Instant;
import java.util.UUID;

/**
 * A refund that is being written.
 *
 * @param id its id
 * @param after the order after it
 * @param refundRef its own reference
 * @param reason a code
 * @param plan what comes back
 * @param takenPoints how many earned points were taken back
 * @param reversalId the entry that took them back
 * @param answer what is answered, a JSON object
 * @param asked the request
 * @param actor who asked
 * @param at when
 */
record StoredRefund(
        UUID id,
        OrderBill after,
        String refundRef,
        String reason,
        RefundRules.Plan plan,
        long takenPoints,
        UUID reversalId,
        String answer,
        OrderBill.Asked asked,
        String actor,
        Instant at) {}
