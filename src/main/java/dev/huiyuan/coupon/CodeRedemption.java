package dev.huiyuan.coupon;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A printed code that was used.
 *
 * @param templateCode the template's code
 * @param name its name for people
 * @param kind what it gives
 * @param discountFen what it takes off the bill, in fen; absent where that does not follow from code and bill
 * @param dishCode the dish that it is exchanged for
 * @param storeId where it was used
 * @param orderRef for which bill
 * @param usedAt when
 */
record CodeRedemption(
        @Schema(examples = "POINTS-10") String templateCode,
        @Schema(examples = "积分10元券") String name,
        @Schema(examples = "AMOUNT") CouponKind kind,

        @Nullable @Schema(minimum = "0", maximum = "100000000", examples = "1000")
        Long discountFen,

        @Nullable @Schema(examples = "PLUM-DRINK") String dishCode,
        UUID storeId,
        @Schema(examples = "20261121-0042") String orderRef,
        OffsetDateTime usedAt) {}
