package dev.huiyuan.order.pricing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out a choice step by step; whoever searches and whoever writes the price go the same way. */
final class Trial {
    private final Basket basket;
    private final Steps steps;
    private final Bill bill;
    private final List<Price.NotApplied> failures = new ArrayList<>();
    private long feeFen;
    private long[] left = new long[0];

    private Trial(Basket basket, Steps steps) {
        this.basket = basket;
        this.steps = steps;
        bill = new Bill(basket);
        feeFen = basket.deliveryFen();
    }

    /** Is told what is taken off. */
    interface Steps {
        /** A unit coupon takes something off a line. */
        void unit(Candidate coupon, Bill.Unit unit);

        /** Discounts take something off all lines. */
        void discounts(Regime regime, long basisFen, long[] parts);

        /** A coupon takes something off the lines that it is for. */
        void goods(Candidate coupon, long basisFen, long[] parts);

        /** A coupon takes something off the delivery fee. */
        void delivery(Candidate coupon, long fen);
    }

    /** Nobody listens. */
    enum Silent implements Steps {
        SILENT;

        @Override
        public void unit(Candidate coupon, Bill.Unit unit) {}

        @Override
        public void discounts(Regime regime, long basisFen, long[] parts) {}

        @Override
        public void goods(Candidate coupon, long basisFen, long[] parts) {}

        @Override
        public void delivery(Candidate coupon, long fen) {}
    }

    /**
     * What a trial comes to.
     *
     * @param payableFen what is left to pay, in fen
     * @param left what is left of each line, in fen
     * @param afterDiscounts what was left of each line before coupons for goods
     * @param feeFen what is left of the delivery fee, in fen
     * @param failures coupons that take nothing off; with any, the choice cannot be used
     */
    record Result(long payableFen, long[] left, long[] afterDiscounts, long feeFen, List<Price.NotApplied> failures) {
        boolean holds() {
            return failures.isEmpty();
        }
    }

    /**
     * Carries out a choice.
     *
     * @param coupons in any order
     */
    static Result of(Basket basket, Regime regime, List<Candidate> coupons, Steps steps) {
        List<Candidate> ordered = coupons.stream().sorted(Candidate.IN_ORDER).toList();
        return new Trial(basket, steps).run(regime, ordered);
    }

    private Result run(Regime regime, List<Candidate> coupons) {
        for (Candidate coupon : coupons) {
            if (coupon.deal.kind().isForUnit()) unit(coupon);
        }
        long goodsFen = bill.goodsFen();
        left = bill.after(regime);
        if (!regime.discounts().isEmpty()) steps.discounts(regime, goodsFen, difference(bill.left, left));
        long[] afterDiscounts = left.clone();
        for (Candidate coupon : coupons) {
            long missing = coupon.deal.thresholdFen() - coupon.basis(afterDiscounts);
            if (missing > 0) fail(coupon, Reason.THRESHOLD_NOT_MET, missing);
            else if (!coupon.deal.kind().isForUnit()) take(coupon, afterDiscounts);
        }
        long payable = basket.packagingFen() + feeFen;
        for (long fen : left) payable += fen;
        return new Result(payable, left, afterDiscounts, feeFen, List.copyOf(failures));
    }

    private void unit(Candidate coupon) {
        Bill.Unit unit = bill.take(coupon);
        if (unit.fen() == 0) fail(coupon, Reason.NOTHING_TO_TAKE_OFF, null);
        else steps.unit(coupon, unit);
    }

    private void take(Candidate coupon, long[] afterDiscounts) {
        long basis = coupon.basis(afterDiscounts);
        boolean isFee = coupon.deal.kind() == Deal.Kind.DELIVERY;
        long most = isFee ? feeFen : coupon.basis(left);
        long fen = Math.min(coupon.value(basis, basket.deliveryFen()), most);
        if (fen == 0) {
            fail(coupon, Reason.NOTHING_TO_TAKE_OFF, null);
        } else if (isFee) {
            feeFen -= fen;
            steps.delivery(coupon, fen);
        } else {
            long[] parts = Bill.parts(coupon, fen, left);
            left = difference(left, parts);
            steps.goods(coupon, basis, parts);
        }
    }

    private void fail(Candidate coupon, Reason reason, @Nullable Long missingFen) {
        failures.add(new Price.NotApplied(Sources.of(coupon.deal), reason, missingFen));
    }

    static long[] difference(long[] from, long[] parts) {
        long[] rest = new long[from.length];
        for (int i = 0; i < from.length; i++) rest[i] = from[i] - parts[i];
        return rest;
    }
}
