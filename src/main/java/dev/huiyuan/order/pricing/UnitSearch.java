package dev.huiyuan.order.pricing;

import java.util.ArrayList;
import java.util.List;

/** The search over coupons for units, with discounts that are settled. */
final class UnitSearch {
    private final Search search;
    private final Basket basket;
    private final Regime regime;
    private final int rank;
    private final Bill bill;
    private final Groups groups;
    private final List<Candidate> units = new ArrayList<>();
    private final List<Candidate> rest = new ArrayList<>();
    private final List<Candidate> chosen = new ArrayList<>();
    /** What all unit coupons from one on take off at most, in fen. */
    private final long[] unitsFen;

    private final boolean anyThreshold;
    /** What it takes to look at all lines and at what the coupons for goods and fees are for, in additions. */
    private final long look;

    UnitSearch(Search search, Basket basket, Regime regime, int rank, List<Candidate> candidates) {
        this.search = search;
        this.basket = basket;
        this.regime = regime;
        this.rank = rank;
        bill = new Bill(basket);
        groups = new Groups(candidates);
        for (Candidate one : candidates) {
            if (one.deal.kind().isForUnit()) units.add(one);
            else rest.add(one);
        }
        unitsFen = new long[units.size() + 1];
        for (int i = units.size() - 1; i >= 0; i--)
            unitsFen[i] = unitsFen[i + 1] + units.get(i).mostOfUnit(basket);
        anyThreshold = units.stream().anyMatch(one -> one.deal.thresholdFen() > 0);
        look = basket.lines().size() + search.looks(rest);
    }

    void run() {
        from(0);
    }

    /** Every way to use or not to use the unit coupons from one on. */
    private void from(int next) {
        if (!search.affords(look) || !search.mayBeBetter(leastFen(next), chosen.size())) return;
        if (next == units.size()) {
            below();
            return;
        }
        Candidate coupon = units.get(next);
        int group = groups.place(coupon);
        if (groups.isFree(group)) with(next, coupon, group);
        from(afterLike(next));
    }

    private void with(int next, Candidate coupon, int group) {
        Bill.Unit unit = bill.take(coupon);
        if (unit.fen() == 0) return;
        groups.use(group);
        chosen.add(coupon);
        from(next + 1);
        chosen.removeLast();
        groups.free(group);
        bill.giveBack(unit);
    }

    /** Of coupons that are alike the soonest to end are used: without one of them there are none of the later ones. */
    private int afterLike(int place) {
        int next = place + 1;
        while (next < units.size() && units.get(next).isLike(units.get(place))) next++;
        return next;
    }

    private void below() {
        if (!search.affords(look + search.trials(1) + search.looks(chosen))) return;
        long[] left = bill.after(regime);
        if (anyThreshold && !reachesThresholds(left)) return;
        if (!chosen.isEmpty()) search.tryOut(rank, List.copyOf(chosen));
        if (!rest.isEmpty()) new RestSearch(search, basket, rank, groups, chosen, rest, left).run();
    }

    private boolean reachesThresholds(long[] left) {
        for (Candidate one : chosen) {
            if (one.basis(left) < one.deal.thresholdFen()) return false;
        }
        return true;
    }

    /** No way from here leaves less to pay than this, in fen. */
    private long leastFen(int next) {
        long goods = bill.goodsFen();
        long net = regime.net(goods);
        long[] ofGroup = new long[groups.count()];
        long[] feeOfGroup = new long[groups.count()];
        long goodsOff = 0;
        long feeOff = 0;
        for (Candidate one : rest) {
            int group = groups.place(one);
            if (!groups.isFree(group)) continue;
            boolean isFee = one.deal.kind() == Deal.Kind.DELIVERY;
            long value = one.value(mostBasis(one, net), basket.deliveryFen());
            if (group != Groups.ANY_NUMBER) {
                long[] most = isFee ? feeOfGroup : ofGroup;
                most[group] = Math.max(most[group], value);
            } else if (isFee) {
                feeOff += value;
            } else {
                goodsOff += value;
            }
        }
        for (long fen : ofGroup) goodsOff += fen;
        for (long fen : feeOfGroup) feeOff += fen;
        long leastGoods = regime.net(Math.max(0, goods - unitsFen[next]));
        return basket.packagingFen() + Math.max(0, leastGoods - goodsOff) + Math.max(0, basket.deliveryFen() - feeOff);
    }

    /** What the coupon may be judged on at most: a line may keep one fen more than its exact part. */
    private long mostBasis(Candidate coupon, long net) {
        if (coupon.lines.length == bill.left.length) return net;
        long sum = 0;
        for (int line : coupon.lines) sum += bill.left[line];
        return Math.min(net, regime.net(sum) + coupon.lines.length);
    }
}
