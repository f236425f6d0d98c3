package dev.huiyuan.coupon;

import dev.huiyuan.programme.Channel;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a coupon is used for.
 *
 * @param bill {@link #order} or the till's bill, 1 to 100 characters; the same that {@code lock} was given
 * @param storeId where
 * @param channel through which channel, if known
 * @param amountFen the bill's amount, in fen, if known
 * @param discountFen what the coupon takes off, in fen, if known
 * @param actor who does it, for the history
 */
public record CouponUseDetails(
        String bill,
        UUID storeId,
        @Nullable Channel channel,
        @Nullable Long amountFen,
        @Nullable Long discountFen,
        String actor) {
    /** What a till may call its bills: orders' names are not among them, so that nobody speaks for an order. */
    static final String TILL_BILL = "^(?!order:)[\\x21-\\x7e]{1,100}$";

    private static final String ORDER = "order:";

    /** How an order is named where a till would name its bill. */
    public static String order(UUID orderId) {
        return ORDER + orderId;
    }

    /** Whether a bill is an order. */
    static boolean isOrder(String bill) {
        return bill.startsWith(ORDER);
    }
}
