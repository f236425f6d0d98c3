package dev.huiyuan.benefit;

import dev.huiyuan.programme.Occasions;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a member of a tier gets at a moment, by the tier and by the calendar. */
final class CurrentRules {
    static final String FREE_ITEM = "free-item:";
    static final String DISCOUNT = "discount:";
    static final String TIER_DISCOUNT = "tier-discount:";

    private static final int WHOLE_PERCENT = 100;
    private static final int WHOLE_BASIS_POINTS = 10_000;

    private CurrentRules() {}

    /**
     * What is taken off the bill.
     *
     * @param benefit its code, such as {@code discount:member-day} or {@code tier-discount:gold}
     * @param name for people
     * @param percent how much, in percent of the bill
     * @param endsAt when it ends, exclusive; null for as long as the member has the tier
     */
    record Discount(
            String benefit,
            String name,
            int percent,
            @Nullable Instant endsAt) {}

    /**
     * What comes free once a day.
     *
     * @param benefit its code, such as {@code free-item:member-day}
     * @param name the occasion's, for people
     * @param item what comes free, for people
     * @param endsAt when the occasion ends, exclusive
     */
    record FreeItem(String benefit, String name, String item, Instant endsAt) {}

    /**
     * What a member gets.
     *
     * @param basisPoints what all discounts together take off the bill, in hundredths of a percent
     */
    record Current(List<Discount> discounts, int basisPoints, List<FreeItem> freeItems) {}

    static Current current(ProgrammeVersion version, @Nullable String tier, Occasions.Moment moment) {
        Programme.Combination how = version.rules().discountCombination();
        List<Discount> counting = counting(discounts(version, tier, moment), how);
        return new Current(counting, combined(counting, how), freeItems(version, tier, moment));
    }

    /** All discounts of a moment, the tier's first, whether or not they count beside each other. */
    static List<Discount> discounts(ProgrammeVersion version, @Nullable String tier, Occasions.Moment moment) {
        List<Discount> discounts = new ArrayList<>();
        for (Programme.Tier one : version.rules().tiers()) {
            if (!one.code().equals(tier) || one.discountPercent() == 0) continue;
            discounts.add(new Discount(TIER_DISCOUNT + one.code(), one.name(), one.discountPercent(), null));
        }
        for (Programme.Occasion occasion : version.occasions().at(moment)) {
            int percent = occasion.offer().discountPercent();
            if (percent == 0 || !Occasions.isFor(occasion, tier)) continue;
            Instant endsAt = version.occasions().endOf(occasion, moment.at());
            discounts.add(new Discount(DISCOUNT + occasion.code(), occasion.name(), percent, endsAt));
        }
        return discounts;
    }

    /** What comes free at a moment, whether or not it was used. */
    static List<FreeItem> freeItems(ProgrammeVersion version, @Nullable String tier, Occasions.Moment moment) {
        List<FreeItem> items = new ArrayList<>();
        for (Programme.Occasion occasion : version.occasions().at(moment)) {
            String item = occasion.offer().freeItem();
            if (item == null || !Occasions.isFor(occasion, tier)) continue;
            Instant endsAt = version.occasions().endOf(occasion, moment.at());
            items.add(new FreeItem(FREE_ITEM + occasion.code(), occasion.name(), item, endsAt));
        }
        return items;
    }

    /** The discounts that count on one bill: where only the highest does, the first of the highest ones. */
    private static List<Discount> counting(List<Discount> discounts, Programme.Combination how) {
        if (how != Programme.Combination.HIGHEST) return List.copyOf(discounts);
        Discount best = null;
        for (Discount discount : discounts) {
            if (best == null || discount.percent > best.percent) best = discount;
        }
        return best == null ? List.of() : List.of(best);
    }

    /** Several discounts as one, in hundredths of a percent, rounded down; never more than the bill. */
    static int combined(List<Discount> discounts, Programme.Combination how) {
        double left = 1;
        int sum = 0;
        int highest = 0;
        for (Discount discount : discounts) {
            left = left * (WHOLE_PERCENT - discount.percent) / WHOLE_PERCENT;
            sum += discount.percent;
            highest = Math.max(highest, discount.percent);
        }
        return switch (how) {
            case HIGHEST -> highest * WHOLE_PERCENT;
            case ADD -> Math.min(WHOLE_PERCENT, sum) * WHOLE_PERCENT;
            case MULTIPLY -> (int) Math.floor((1 - left) * WHOLE_BASIS_POINTS + 1e-6);
        };
    }
}
