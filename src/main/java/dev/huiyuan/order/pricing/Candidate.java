package dev.huiyuan.order.pricing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** A coupon beside the lines of one basket. */
final class Candidate {
    /** Coupons that are for fewer lines choose first; equal ones stand side by side, the soonest to end first. */
    static final Comparator<Candidate> IN_ORDER = Comparator.comparingInt(
                    (Candidate one) -> one.deal.kind().step())
            .thenComparingInt(one -> one.lines.length)
            .thenComparing(one -> one.deal.kind())
            .thenComparing(one -> one.terms)
            .thenComparing(one -> one.deal.expiresAt())
            .thenComparing(one -> one.deal.couponId());

    final Deal deal;
    /** The lines that it is for; for unit coupons the dearest first. */
    final int[] lines;

    private final String terms;

    Candidate(Deal deal, Basket basket) {
        this.deal = deal;
        lines = lines(deal, basket);
        terms = terms(deal);
    }

    private static int[] lines(Deal deal, Basket basket) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < basket.lines().size(); i++) {
            BasketLine line = basket.lines().get(i);
            boolean has = deal.kind() != Deal.Kind.UPGRADE || line.upgradeFen() > 0;
            if (has && deal.covers(line)) found.add(i);
        }
        if (deal.kind().isForUnit()) {
            found.sort(Comparator.comparingLong(
                    (Integer i) -> -unitFen(deal.kind(), basket.lines().get(i))));
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    private static String terms(Deal deal) {
        Set<String> dishes = new TreeSet<>(deal.dishCodes());
        Set<String> categories = new TreeSet<>(deal.categoryCodes());
        return deal.amountOffFen() + "|" + deal.thresholdFen() + "|" + deal.percentOff() + "|" + deal.capFen() + "|"
                + deal.stacking() + "|" + dishes + "|" + categories;
    }

    /** What a unit coupon takes off a unit of a line, in fen, before its cap. */
    static long unitFen(Deal.Kind kind, BasketLine line) {
        return kind == Deal.Kind.EXCHANGE ? line.unitPriceFen() : line.upgradeFen();
    }

    /** What a unit coupon takes off at most, in fen. */
    long mostOfUnit(Basket basket) {
        return Math.min(unitFen(deal.kind(), basket.lines().get(lines[0])), deal.capFen());
    }

    UUID id() {
        return deal.couponId();
    }

    /** Whether another one does the same wherever it is used. */
    boolean isLike(Candidate other) {
        return deal.kind() == other.deal.kind() && terms.equals(other.terms);
    }

    /** Whether there is anything in the basket that it could take something off. */
    boolean findsAnything(Basket basket) {
        return deal.kind() == Deal.Kind.DELIVERY ? basket.deliveryFen() > 0 : lines.length > 0;
    }

    /** The amount that its threshold and percentage are judged on, in fen, after the discounts. */
    long basis(long[] left) {
        long sum = 0;
        if (deal.kind().isForUnit()) {
            for (long fen : left) sum += fen;
        } else {
            for (int line : lines) sum += left[line];
        }
        return sum;
    }

    /**
     * What a coupon for goods or for the delivery fee takes off, in fen, if there is enough.
     *
     * @param basis see {@link #basis}
     * @param feeFen the delivery fee, in fen
     */
    long value(long basis, long feeFen) {
        if (basis < deal.thresholdFen()) return 0;
        long off = switch (deal.kind()) {
            case AMOUNT -> deal.amountOffFen();
            case PERCENTAGE -> basis * deal.percentOff() / 100;
            case DELIVERY -> feeFen;
            case EXCHANGE, UPGRADE -> 0;
        };
        long most = deal.kind() == Deal.Kind.DELIVERY ? feeFen : basis;
        return Math.min(Math.min(off, deal.capFen()), most);
    }
}
