package dev.huiyuan.order.pricing;

import dev.huiyuan.programme.Programme;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What some coupons and discounts leave to pay, as somebody would reckon it by hand, and the least of all ways. */
final class NaivePrice {
    private NaivePrice() {}

    /** The least to pay over every subset of coupons and every way to use the discounts, and with how few coupons. */
    static Least least(Basket basket, Entitlements entitlements) {
        List<Deal> deals = entitlements.deals().stream()
                .filter(deal -> deal.refusal() == null)
                .toList();
        Least least = new Least(Long.MAX_VALUE, Integer.MAX_VALUE);
        for (int mask = 0; mask < (1 << deals.size()); mask++) {
            List<Deal> used = new ArrayList<>();
            for (int i = 0; i < deals.size(); i++) if (((mask >> i) & 1) == 1) used.add(deals.get(i));
            if (!goTogether(used)) continue;
            for (int kinds = 0; kinds < 4; kinds++) {
                Optional<Long> payable = payable(basket, entitlements, used, (kinds & 1) == 1, (kinds & 2) == 2);
                if (payable.isPresent()) least = least.or(payable.get(), used.size());
            }
        }
        return least;
    }

    /** The least to pay, and the fewest coupons with which that is possible. */
    record Least(long payableFen, int coupons) {
        Least or(long fen, int count) {
            if (fen != payableFen) return fen < payableFen ? new Least(fen, count) : this;
            return new Least(payableFen, Math.min(coupons, count));
        }
    }

    private static boolean goTogether(List<Deal> used) {
        for (Deal one : used) {
            for (Deal other : used) {
                if (one.equals(other)) continue;
                if (one.stacking().exclusive()) return false;
                boolean limited = !one.stacking().group().equals("FREE");
                if (limited && one.stacking().group().equals(other.stacking().group())) return false;
            }
        }
        return true;
    }

    private static Optional<Long> payable(
            Basket basket, Entitlements entitlements, List<Deal> used, boolean tier, boolean occasion) {
        List<Entitlements.Discount> discounts = new ArrayList<>();
        for (Entitlements.Discount one : entitlements.discounts()) {
            if (one.origin() == Entitlements.Origin.TIER ? tier : occasion) discounts.add(one);
        }
        if (entitlements.combination() == Programme.Combination.HIGHEST && !discounts.isEmpty()) {
            int most = discounts.stream()
                    .mapToInt(Entitlements.Discount::percent)
                    .max()
                    .getAsInt();
            discounts = List.of(discounts.stream()
                    .filter(one -> one.percent() == most)
                    .findFirst()
                    .get());
        }
        for (Deal deal : used) {
            for (Entitlements.Discount one : discounts) {
                boolean isTier = one.origin() == Entitlements.Origin.TIER;
                if (isTier
                        ? !deal.stacking().withTierDiscount()
                        : !deal.stacking().withMemberDay()) {
                    return Optional.empty();
                }
            }
        }
        return payable(basket, used, rate(discounts, entitlements.combination()));
    }

    private static BigDecimal rate(List<Entitlements.Discount> discounts, Programme.Combination how) {
        BigDecimal kept = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ZERO;
        for (Entitlements.Discount one : discounts) {
            BigDecimal rate = BigDecimal.valueOf(one.percent(), 2);
            kept = kept.multiply(BigDecimal.ONE.subtract(rate));
            sum = sum.add(rate);
        }
        BigDecimal off = how == Programme.Combination.MULTIPLY ? BigDecimal.ONE.subtract(kept) : sum;
        return off.min(BigDecimal.ONE).setScale(4, RoundingMode.FLOOR);
    }

    private static Optional<Long> payable(Basket basket, List<Deal> used, BigDecimal rate) {
        List<Deal> inOrder = used.stream().sorted(order(basket)).toList();
        Sheet sheet = new Sheet(basket);
        for (Deal deal : inOrder) {
            if (isUnit(deal.kind()) && !takeUnit(basket, deal, sheet.left, sheet.units)) return Optional.empty();
        }
        sheet.discount(rate);
        for (Deal deal : inOrder) if (!sheet.use(deal)) return Optional.empty();
        return Optional.of(sum(sheet.left) + sheet.feeFen + basket.packagingFen());
    }

    /** What is left while things are taken off. */
    private static final class Sheet {
        private final Basket basket;
        private List<Long> left = new ArrayList<>();
        private List<Long> discounted = List.of();
        private final List<Integer> units = new ArrayList<>();
        private long feeFen;

        Sheet(Basket basket) {
            this.basket = basket;
            feeFen = basket.deliveryFen();
            for (BasketLine line : basket.lines()) {
                left.add(line.unitPriceFen() * line.quantity());
                units.add(line.quantity());
            }
        }

        void discount(BigDecimal rate) {
            long off = BigDecimal.valueOf(sum(left))
                    .multiply(rate)
                    .setScale(0, RoundingMode.FLOOR)
                    .longValueExact();
            left = minus(left, divide(off, left));
            discounted = List.copyOf(left);
        }

        boolean use(Deal deal) {
            long judged = 0;
            List<Long> mine = new ArrayList<>();
            for (int i = 0; i < left.size(); i++) {
                boolean covered = covers(deal, basket.lines().get(i));
                if (covered || isUnit(deal.kind())) judged += discounted.get(i);
                mine.add(covered ? left.get(i) : 0L);
            }
            if (judged < deal.thresholdFen()) return false;
            return isUnit(deal.kind()) || take(deal, judged, mine);
        }

        private boolean take(Deal deal, long judged, List<Long> mine) {
            long wanted = switch (deal.kind()) {
                case AMOUNT -> deal.amountOffFen();
                case PERCENTAGE -> judged * deal.percentOff() / 100;
                default -> basket.deliveryFen();
            };
            boolean delivery = deal.kind() == Deal.Kind.DELIVERY;
            long taken = Math.min(Math.min(wanted, deal.capFen()), delivery ? feeFen : sum(mine));
            if (taken == 0) return false;
            if (delivery) feeFen -= taken;
            else left = minus(left, divide(taken, mine));
            return true;
        }
    }

    private static boolean takeUnit(Basket basket, Deal deal, List<Long> left, List<Integer> units) {
        int best = -1;
        long most = -1;
        for (int i = 0; i < left.size(); i++) {
            BasketLine line = basket.lines().get(i);
            long price = deal.kind() == Deal.Kind.EXCHANGE ? line.unitPriceFen() : line.upgradeFen();
            boolean has = deal.kind() == Deal.Kind.EXCHANGE || line.upgradeFen() > 0;
            if (!has || units.get(i) == 0 || !covers(deal, line) || price <= most) continue;
            best = i;
            most = price;
        }
        long fen = Math.min(most, deal.capFen());
        if (best < 0 || fen == 0) return false;
        units.set(best, units.get(best) - 1);
        left.set(best, left.get(best) - fen);
        return true;
    }

    /** The order of the package's description: by step, then those that are for fewer lines. */
    private static Comparator<Deal> order(Basket basket) {
        return Comparator.comparing(deal -> new Candidate(deal, basket), Candidate.IN_ORDER);
    }

    private static boolean isUnit(Deal.Kind kind) {
        return kind == Deal.Kind.EXCHANGE || kind == Deal.Kind.UPGRADE;
    }

    private static boolean covers(Deal deal, BasketLine line) {
        if (deal.dishCodes().isEmpty() && deal.categoryCodes().isEmpty()) return true;
        return deal.dishCodes().contains(line.dishCode())
                || deal.categoryCodes().contains(String.valueOf(line.categoryCode()));
    }

    /** Fen by fen: each goes where the most is missing to the exact part, of equals to the first. */
    static List<Long> divide(long total, List<Long> weights) {
        BigDecimal sum = BigDecimal.valueOf(sum(weights));
        List<Long> parts = new ArrayList<>();
        List<BigDecimal> fractions = new ArrayList<>();
        for (long weight : weights) {
            if (total == 0) {
                parts.add(0L);
                continue;
            }
            BigDecimal[] divided = BigDecimal.valueOf(total)
                    .multiply(BigDecimal.valueOf(weight))
                    .divideAndRemainder(sum);
            parts.add(divided[0].longValueExact());
            fractions.add(divided[1]);
        }
        for (long left = total - sum(parts); left > 0; left--) {
            int best = 0;
            for (int i = 1; i < fractions.size(); i++) {
                if (fractions.get(i).compareTo(fractions.get(best)) > 0) best = i;
            }
            parts.set(best, parts.get(best) + 1);
            fractions.set(best, BigDecimal.valueOf(-1));
        }
        return parts;
    }

    private static List<Long> minus(List<Long> from, List<Long> parts) {
        List<Long> rest = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) rest.add(from.get(i) - parts.get(i));
        return rest;
    }

    private static long sum(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).sum();
    }
}
