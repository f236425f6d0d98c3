package dev.huiyuan.coupon;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A printed code was used at a till: {@code coupon.code-redeemed.v1}.
 *
 * @param batchId of which batch
 * @param templateCode of which template
 * @param storeId where
 * @param orderRef for which bill
 * @param discountFen what it took off, in fen, where that is known
 * @param usedAt when
 */
@RegisterForReflection
public record CodeRedeemedEvent(
        UUID batchId,
        String templateCode,
        UUID storeId,
        String orderRef,
        @Nullable Long discountFen,
        Instant usedAt) {
    /** The event's topic. */
    public static final String TOPIC = "coupon.code-redeemed.v1";
}
