package dev.huiyuan.order.pricing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a basket costs, with everything that was taken off and why. For every line and fee {@code gross = sum of shares +
 * net}, and the shares of each thing that is applied add up to what it takes off.
 *
 * @param lines the goods, in the basket's order
 * @param delivery the delivery fee
 * @param packaging what packaging costs
 * @param applied what is used, in the order in which it is applied
 * @param notApplied what is not used, with the reason
 * @param freeItems what comes free with the bill and counts as used
 * @param pointsSpent how many points pay
 * @param pointsFen what they pay, in fen
 * @param pointsUsable how many points could pay
 * @param goodsNetFen what is paid in money for the goods, in fen: what earns points and counts for the tier
 * @param payableFen what is to be paid in money, in fen
 * @param exhaustive whether every combination was ruled in or out; false where the search had to stop
 */
@RegisterForReflection
public record Price(
        List<Line> lines,
        Fee delivery,
        Fee packaging,
        List<Applied> applied,
        List<NotApplied> notApplied,
        List<Entitlements.FreeItem> freeItems,
        long pointsSpent,
        long pointsFen,
        long pointsUsable,
        long goodsNetFen,
        long payableFen,
        boolean exhaustive) {
    public Price {
        lines = List.copyOf(lines);
        applied = List.copyOf(applied);
        notApplied = List.copyOf(notApplied);
        freeItems = List.copyOf(freeItems);
    }

    /** Where something that is taken off comes from. */
    public enum Type {
        EXCHANGE_COUPON,
        UPGRADE_COUPON,
        TIER_DISCOUNT,
        OCCASION_DISCOUNT,
        COUPON,
        DELIVERY_COUPON,
        FREE_ITEM,
        POINTS
    }

    /**
     * Where something that is taken off comes from.
     *
     * @param type what it is
     * @param code the benefit's code or the coupon's template's; {@code points} for points
     * @param couponId the coupon, if it is one
     * @param name for people
     */
    @RegisterForReflection
    public record Source(Type type, String code, @Nullable UUID couponId, String name) {
        static final Source POINTS = new Source(Type.POINTS, "points", null, "points");
    }

    /**
     * What one thing takes off one line or fee.
     *
     * @param type what it is
     * @param code its code, see {@link Source}
     * @param couponId the coupon, if it is one
     * @param fen how much, in fen, more than 0
     */
    @RegisterForReflection
    public record Share(Type type, String code, @Nullable UUID couponId, long fen) {}

    /**
     * A line with what is left of it.
     *
     * @param line what was ordered
     * @param shares what is taken off
     * @param netFen what is paid in money, in fen, never below 0
     * @param points how many of the spent points pay for it
     */
    @RegisterForReflection
    public record Line(BasketLine line, List<Share> shares, long netFen, long points) {
        public Line {
            shares = List.copyOf(shares);
        }
    }

    /**
     * A fee with what is left of it.
     *
     * @param grossFen what it costs, in fen
     * @param shares what is taken off
     * @param netFen what is paid in money, in fen
     * @param points how many of the spent points pay for it
     */
    @RegisterForReflection
    public record Fee(long grossFen, List<Share> shares, long netFen, long points) {
        public Fee {
            shares = List.copyOf(shares);
        }
    }

    /**
     * Something that is used.
     *
     * @param source what
     * @param fen what it takes off, in fen
     * @param basisFen the amount that it was judged on, in fen
     * @param percent its percentage, where it has one
     * @param lineRefs the lines that it takes something off; empty for a fee
     */
    @RegisterForReflection
    public record Applied(
            Source source,
            long fen,
            long basisFen,
            @Nullable Integer percent,
            List<String> lineRefs) {
        public Applied {
            lineRefs = List.copyOf(lineRefs);
        }
    }

    /**
     * Something that is not used.
     *
     * @param source what
     * @param reason why not
     * @param missingFen how much more of what it is for it would need, in fen, for {@link Reason#THRESHOLD_NOT_MET}
     */
    @RegisterForReflection
    public record NotApplied(
            Source source, Reason reason, @Nullable Long missingFen) {}

    /** What the goods cost before anything was taken off, in fen. */
    public long goodsFen() {
        return lines.stream().mapToLong(line -> line.line().grossFen()).sum();
    }

    /** What is taken off, without points, in fen. */
    public long discountFen() {
        return goodsFen() + delivery.grossFen + packaging.grossFen - pointsFen - payableFen;
    }

    /** The coupons that are used. */
    public List<UUID> couponIds() {
        return applied.stream()
                .map(one -> one.source().couponId())
                .filter(id -> id != null)
                .toList();
    }
}
