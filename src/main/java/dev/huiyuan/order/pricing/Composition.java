package dev.huiyuan.order.pricing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes a price down while its choice is carried out. */
final class Composition implements Trial.Steps {
    private final Basket basket;
    private final List<List<Price.Share>> shares = new ArrayList<>();
    private final List<Price.Share> feeShares = new ArrayList<>();
    private final List<Price.Share> packagingShares = new ArrayList<>();
    private final List<Price.Applied> applied = new ArrayList<>();
    private long payableFen;
    /** What is left of the lines, then of the delivery fee, then of packaging, in fen. */
    private long[] left;

    private long[] points;

    private Composition(Basket basket) {
        this.basket = basket;
        int lines = basket.lines().size();
        for (int i = 0; i < lines; i++) shares.add(new ArrayList<>());
        left = new long[lines + 2];
        points = new long[lines + 2];
    }

    static Composition of(Basket basket, Choice choice) {
        Composition bill = new Composition(basket);
        Trial.Result result = Trial.of(basket, choice.regime(), choice.coupons(), bill);
        int lines = basket.lines().size();
        bill.payableFen = result.payableFen();
        bill.left = Arrays.copyOf(result.left(), lines + 2);
        bill.left[lines] = result.feeFen();
        bill.left[lines + 1] = basket.packagingFen();
        return bill;
    }

    /** What is to be paid before points, in fen. */
    long payableFen() {
        return payableFen;
    }

    @Override
    public void unit(Candidate coupon, Bill.Unit unit) {
        Price.Source source = Sources.of(coupon.deal);
        BasketLine line = basket.lines().get(unit.line());
        shares.get(unit.line()).add(share(source, unit.fen()));
        applied.add(new Price.Applied(
                source, unit.fen(), Candidate.unitFen(coupon.deal.kind(), line), null, List.of(line.ref())));
    }

    @Override
    public void discounts(Regime regime, long basisFen, long[] parts) {
        List<Entitlements.Discount> discounts = regime.discounts();
        long[] percents =
                discounts.stream().mapToLong(Entitlements.Discount::percent).toArray();
        long[] totals = new long[discounts.size()];
        List<List<String>> refs = new ArrayList<>();
        for (Entitlements.Discount ignored : discounts) refs.add(new ArrayList<>());
        for (int i = 0; i < parts.length; i++) {
            long[] each = Spread.over(parts[i], percents);
            for (int d = 0; d < each.length; d++) {
                if (each[d] == 0) continue;
                totals[d] += each[d];
                refs.get(d).add(basket.lines().get(i).ref());
                shares.get(i).add(share(Sources.of(discounts.get(d)), each[d]));
            }
        }
        for (int d = 0; d < totals.length; d++) {
            Entitlements.Discount one = discounts.get(d);
            applied.add(new Price.Applied(Sources.of(one), totals[d], basisFen, one.percent(), refs.get(d)));
        }
    }

    @Override
    public void goods(Candidate coupon, long basisFen, long[] parts) {
        Price.Source source = Sources.of(coupon.deal);
        @Nullable Integer percent = coupon.deal.kind() == Deal.Kind.PERCENTAGE ? coupon.deal.percentOff() : null;
        applied.add(new Price.Applied(source, sum(parts), basisFen, percent, record(source, parts)));
    }

    @Override
    public void delivery(Candidate coupon, long fen) {
        Price.Source source = Sources.of(coupon.deal);
        feeShares.add(share(source, fen));
        applied.add(new Price.Applied(source, fen, basket.deliveryFen(), null, List.of()));
    }

    /** Points pay for lines and fees alike, each its part. */
    void points(PointsPart part) {
        if (part.fen() == 0) return;
        long[] fen = Spread.over(part.fen(), left);
        points = Spread.over(part.spent(), fen);
        left = Trial.difference(left, fen);
        List<String> refs = record(Price.Source.POINTS, fen);
        applied.add(new Price.Applied(Price.Source.POINTS, part.fen(), part.billFen(), null, refs));
    }

    Price price(
            List<Price.NotApplied> notApplied,
            List<Entitlements.FreeItem> freeItems,
            PointsPart part,
            boolean exhaustive) {
        int count = basket.lines().size();
        List<Price.Line> lines = new ArrayList<>();
        long goodsNet = 0;
        for (int i = 0; i < count; i++) {
            lines.add(new Price.Line(basket.lines().get(i), shares.get(i), left[i], points[i]));
            goodsNet += left[i];
        }
        return new Price(
                lines,
                new Price.Fee(basket.deliveryFen(), feeShares, left[count], points[count]),
                new Price.Fee(basket.packagingFen(), packagingShares, left[count + 1], points[count + 1]),
                applied,
                notApplied,
                freeItems,
                part.spent(),
                part.fen(),
                part.usable(),
                goodsNet,
                sum(left),
                exhaustive);
    }

    /** Notes parts with the lines, and the fees behind them, that they belong to, and names the lines. */
    private List<String> record(Price.Source source, long[] parts) {
        List<String> refs = new ArrayList<>();
        int lines = basket.lines().size();
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] == 0) continue;
            if (i < lines) {
                shares.get(i).add(share(source, parts[i]));
                refs.add(basket.lines().get(i).ref());
            } else {
                (i == lines ? feeShares : packagingShares).add(share(source, parts[i]));
            }
        }
        return refs;
    }

    private static Price.Share share(Price.Source source, long fen) {
        @Nullable UUID couponId = source.couponId();
        return new Price.Share(source.type(), source.code(), couponId, fen);
    }

    private static long sum(long[] parts) {
        long sum = 0;
        for (long part : parts) sum += part;
        return sum;
    }
}
