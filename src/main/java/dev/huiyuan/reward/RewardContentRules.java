package dev.huiyuan.reward;

import dev.huiyuan.programme.Channel;
import dev.huiyuan.shared.problem.FieldError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a reward must say, by itself and where it takes the place of another version. */
final class RewardContentRules {
    private RewardContentRules() {}

    /**
     * What a reward may refer to.
     *
     * @param stores all stores
     * @param tiers the codes of the tiers
     */
    record Surroundings(Set<UUID> stores, Set<String> tiers) {}

    /** What is wrong with a reward by itself. */
    static List<FieldError> errors(RewardRequest request, Surroundings surroundings) {
        List<FieldError> errors = new ArrayList<>();
        belongs(errors, "/templateCode", request.templateCode(), request.kind() == RewardKind.COUPON);
        belongs(errors, "/dishCode", request.dishCode(), request.kind() == RewardKind.DISH);
        belongs(errors, "/drawCode", request.drawCode(), request.kind() == RewardKind.DRAW_TICKET);
        belongs(errors, "/poolId", request.poolId(), request.kind() == RewardKind.VOUCHER);
        if (request.pickupDays() != null && !request.kind().isHandedOver()) {
            errors.add(new FieldError("/pickupDays", "unexpected", "this is not handed over"));
        }
        if (request.minTier() != null && !surroundings.tiers.contains(request.minTier())) {
            errors.add(new FieldError("/minTier", "unknown", "there is no such tier"));
        }
        boolean backwards = request.availableFrom() != null
                && request.availableUntil() != null
                && !request.availableFrom().isBefore(request.availableUntil());
        if (backwards) {
            errors.add(new FieldError("/availableUntil", "out-of-range", "the end is not after the beginning"));
        }
        if (!surroundings.stores.containsAll(request.storeIds())) {
            errors.add(new FieldError("/storeIds", "unknown", "there is no such store"));
        }
        if (request.channels().contains(Channel.INTERACTION)) {
            errors.add(new FieldError("/channels", "unknown", "nothing is redeemed through this channel"));
        }
        return errors;
    }

    /** A coupon that is paid for is issued after the money was taken: nothing that others do may stand against it then. */
    static final FieldError TEMPLATE_LIMITED = new FieldError(
            "/templateCode", "limited", "a coupon that costs money is of a template without a stock and limits");

    private static void belongs(List<FieldError> errors, String pointer, @Nullable Object value, boolean needed) {
        if (needed && value == null) errors.add(new FieldError(pointer, "required", "this kind needs it"));
        if (!needed && value != null) errors.add(new FieldError(pointer, "unexpected", "another kind has it"));
    }

    /** What may not change. */
    static List<FieldError> changeErrors(RewardEntity current, RewardRequest next) {
        List<FieldError> errors = new ArrayList<>();
        if (!current.code.equals(next.code())) errors.add(new FieldError("/code", "immutable", "a code stays"));
        if ((current.stock == null) != (next.stock() == null)) {
            errors.add(new FieldError("/stock", "immutable", "whether there is one is settled when a reward is made"));
        }
        if (next.stock() != null && next.stock() < current.redeemedOfStock() + current.reservedOfStock()) {
            errors.add(RewardService.STOCK_TOO_LOW);
        }
        boolean settled = current.state != RewardState.DRAFT
                && !current.content()
                        .equals(Arrays.asList(
                                next.kind(), next.templateCode(), next.dishCode(), next.drawCode(), next.poolId()));
        if (settled) {
            errors.add(new FieldError("/kind", "immutable", "what it is is settled once it has been active"));
        }
        return errors;
    }
}
