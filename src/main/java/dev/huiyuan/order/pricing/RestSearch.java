package dev.huiyuan.order.pricing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The search over coupons for goods and fees, with coupons for units and discounts that are settled. */
final class RestSearch {
    /** What a step does besides looking at the options, in additions. */
    private static final int STEP = 50;

    private final Search search;
    private final int rank;
    private final Groups groups;
    private final List<Candidate> chosen;
    private final List<Option> options;
    private final long goodsFen;
    private final long feeFen;
    private final long packagingFen;
    /** What the options from one on take off at most, with one of each group, in fen: goods and fee. */
    private final long[] goodsOff;

    private final long[] feeOff;

    /**
     * A coupon with what it takes off here.
     *
     * @param group its group's place
     */
    private record Option(Candidate coupon, long fen, boolean isFee, int group) {}

    RestSearch(
            Search search,
            Basket basket,
            int rank,
            Groups groups,
            List<Candidate> units,
            List<Candidate> rest,
            long[] left) {
        this.search = search;
        this.rank = rank;
        this.groups = groups;
        chosen = new ArrayList<>(units);
        long goods = 0;
        for (long fen : left) goods += fen;
        goodsFen = goods;
        feeFen = basket.deliveryFen();
        packagingFen = basket.packagingFen();
        options = options(rest, left);
        goodsOff = most(false);
        feeOff = most(true);
    }

    /** What takes something off, the most first; equal ones stay side by side. */
    private List<Option> options(List<Candidate> rest, long[] left) {
        List<Option> found = new ArrayList<>();
        for (Candidate one : rest) {
            int group = groups.place(one);
            long fen = one.value(one.basis(left), feeFen);
            if (fen > 0 && groups.isFree(group)) {
                found.add(new Option(one, fen, one.deal.kind() == Deal.Kind.DELIVERY, group));
            }
        }
        found.sort(Comparator.comparingLong((Option option) -> -option.fen));
        return found;
    }

    private long[] most(boolean fee) {
        long[] most = new long[options.size() + 1];
        for (int i = options.size() - 1; i >= 0; i--) {
            Option option = options.get(i);
            most[i] = most[i + 1];
            if (option.isFee != fee) continue;
            // Sorted by what they take off: the first of a group stands for all of it.
            most[i] += option.fen - firstOfGroup(i + 1, option);
        }
        return most;
    }

    private long firstOfGroup(int from, Option option) {
        if (option.group == Groups.ANY_NUMBER) return 0;
        for (int i = from; i < options.size(); i++) {
            Option other = options.get(i);
            if (other.group == option.group && other.isFee == option.isFee) return other.fen;
        }
        return 0;
    }

    void run() {
        from(0, 0, 0);
    }

    /**
     * Every way to use or not to use the options from one on.
     *
     * @param goodsTaken what the chosen ones take off the goods at most, in fen
     * @param feeTaken what they take off the fee at most, in fen
     */
    private void from(int next, long goodsTaken, long feeTaken) {
        if (next == options.size() || !search.affords(STEP + options.size())) return;
        long least = payable(goodsTaken + goodsOff[next], feeTaken + feeOff[next]);
        if (!search.mayBeBetter(least, chosen.size() + 1) || needsTooMany(next, goodsTaken, feeTaken)) return;
        Option option = options.get(next);
        if (groups.isFree(option.group)) with(next, option, goodsTaken, feeTaken);
        from(afterLike(next), goodsTaken, feeTaken);
    }

    private void with(int next, Option option, long goodsTaken, long feeTaken) {
        long goods = option.isFee ? goodsTaken : goodsTaken + option.fen;
        long fee = option.isFee ? feeTaken + option.fen : feeTaken;
        groups.use(option.group);
        chosen.add(option.coupon);
        if (search.mayBeBetter(payable(goods, fee), chosen.size())) search.tryOut(rank, List.copyOf(chosen));
        from(next + 1, goods, fee);
        chosen.removeLast();
        groups.free(option.group);
    }

    private long payable(long goodsTaken, long feeTaken) {
        return packagingFen + Math.max(0, goodsFen - goodsTaken) + Math.max(0, feeFen - feeTaken);
    }

    /** Whether even those that take off the most would have to be more than the best choice has. */
    private boolean needsTooMany(int next, long goodsTaken, long feeTaken) {
        long missing = payable(goodsTaken, feeTaken) - search.bestFen();
        if (missing < 0) return false;
        int most = search.bestCount() - chosen.size();
        for (int i = next; i < options.size() && i - next < most; i++) missing -= options.get(i).fen;
        long least = payable(goodsTaken + goodsOff[next], feeTaken + feeOff[next]);
        return missing > 0 && least == search.bestFen();
    }

    private int afterLike(int place) {
        int next = place + 1;
        while (next < options.size() && options.get(next).coupon.isLike(options.get(place).coupon)) next++;
        return next;
    }
}
