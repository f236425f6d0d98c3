package dev.huiyuan.order.pricing;

import dev.huiyuan.programme.Programme;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Discounts that are used together on one bill.
 *
 * @param discounts those that count
 * @param basisPoints what they take off together, in hundredths of a percent
 */
record Regime(List<Entitlements.Discount> discounts, int basisPoints) {
    private static final int WHOLE_PERCENT = 100;
    private static final int WHOLE = 10_000;

    /**
     * The ways to use a member's discounts, the highest first and none of them last: each kind may be left out, for the sake
     * of coupons that do not allow it or whose threshold it would miss.
     */
    static List<Regime> of(Entitlements entitlements) {
        List<Regime> regimes = new ArrayList<>();
        for (boolean tier : new boolean[] {true, false}) {
            for (boolean occasion : new boolean[] {true, false}) {
                List<Entitlements.Discount> allowed = entitlements.discounts().stream()
                        .filter(one -> one.origin() == Entitlements.Origin.TIER ? tier : occasion)
                        .toList();
                Regime regime = combined(allowed, entitlements.combination());
                if (!regimes.contains(regime)) regimes.add(regime);
            }
        }
        regimes.sort((a, b) -> Integer.compare(b.basisPoints, a.basisPoints));
        return List.copyOf(regimes);
    }

    private static Regime combined(List<Entitlements.Discount> allowed, Programme.Combination how) {
        if (allowed.isEmpty()) return new Regime(List.of(), 0);
        return switch (how) {
            case HIGHEST -> highest(allowed);
            case ADD -> {
                int sum = allowed.stream()
                        .mapToInt(Entitlements.Discount::percent)
                        .sum();
                yield new Regime(allowed, Math.min(WHOLE_PERCENT, sum) * WHOLE_PERCENT);
            }
            case MULTIPLY -> new Regime(allowed, multiplied(allowed));
        };
    }

    private static Regime highest(List<Entitlements.Discount> allowed) {
        Entitlements.Discount best = allowed.getFirst();
        for (Entitlements.Discount one : allowed) {
            if (one.percent() > best.percent()) best = one;
        }
        return new Regime(List.of(best), best.percent() * WHOLE_PERCENT);
    }

    /** One minus the product of what each leaves, rounded down. */
    private static int multiplied(List<Entitlements.Discount> allowed) {
        BigInteger left = BigInteger.valueOf(WHOLE);
        BigInteger whole = BigInteger.ONE;
        for (Entitlements.Discount one : allowed) {
            left = left.multiply(BigInteger.valueOf(WHOLE_PERCENT - (long) one.percent()));
            whole = whole.multiply(BigInteger.valueOf(WHOLE_PERCENT));
        }
        BigInteger[] parts = left.divideAndRemainder(whole);
        int kept = parts[0].intValueExact() + (parts[1].signum() == 0 ? 0 : 1);
        return WHOLE - kept;
    }

    /** What is taken off an amount, in fen, rounded down. */
    long off(long fen) {
        return fen * basisPoints / WHOLE;
    }

    /** What is left of an amount, in fen: never less for a larger one. */
    long net(long fen) {
        return fen - off(fen);
    }

    /** Whether a coupon may be used together with these discounts. */
    boolean allows(Deal.Stacking stacking) {
        for (Entitlements.Discount one : discounts) {
            boolean allowed =
                    one.origin() == Entitlements.Origin.TIER ? stacking.withTierDiscount() : stacking.withMemberDay();
            if (!allowed) return false;
        }
        return true;
    }
}
