package dev.huiyuan.order.pricing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which groups of coupons have one on the bill. */
final class Groups {
    /** The place of a group without a limit. */
    static final int ANY_NUMBER = -1;

    private final Map<String, Integer> places = new HashMap<>();
    private final boolean[] used;

    Groups(List<Candidate> candidates) {
        for (Candidate one : candidates) {
            String group = one.deal.stacking().group();
            if (!group.equals(Deal.Stacking.ANY_NUMBER)) places.putIfAbsent(group, places.size());
        }
        used = new boolean[places.size()];
    }

    int count() {
        return used.length;
    }

    int place(Candidate coupon) {
        return places.getOrDefault(coupon.deal.stacking().group(), ANY_NUMBER);
    }

    boolean isFree(int place) {
        return place == ANY_NUMBER || !used[place];
    }

    void use(int place) {
        if (place != ANY_NUMBER) used[place] = true;
    }

    void free(int place) {
        if (place != ANY_NUMBER) used[place] = false;
    }
}
