package dev.huiyuan.benefit;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a member gets now, at a store.
 *
 * @param discounts the discounts that count on a bill
 * @param discountBasisPoints what they take off together, in hundredths of a percent of the bill
 * @param freeItems what comes free and was not used today
 */
@RegisterForReflection
@Schema(name = "CurrentBenefits")
record CurrentBenefitsResponse(
        List<Discount> discounts,

        @Schema(examples = "1200", minimum = "0", maximum = "10000")
        int discountBasisPoints,

        List<FreeItem> freeItems) {
    /**
     * A discount.
     *
     * @param benefit its code
     * @param name for people
     * @param percent how much it takes off, in percent
     * @param endsAt when it ends, exclusive; absent for as long as the member has the tier
     */
    @RegisterForReflection
    @Schema(name = "CurrentDiscount")
    record Discount(
            @Schema(examples = "discount:member-day") String benefit,
            @Schema(examples = "会员日") String name,

            @Schema(examples = "12", minimum = "0", maximum = "100")
            int percent,

            @Schema(examples = "2026-12-09T00:00:00+08:00") @Nullable
            OffsetDateTime endsAt) {}

    /**
     * Something free, once a day.
     *
     * @param benefit its code
     * @param name the occasion, for people
     * @param item what comes free, for people
     * @param endsAt when the occasion ends, exclusive
     */
    @RegisterForReflection
    @Schema(name = "CurrentFreeItem")
    record FreeItem(
            @Schema(examples = "free-item:member-day") String benefit,
            @Schema(examples = "会员日") String name,
            @Schema(examples = "小菜一份") String item,
            @Schema(examples = "2026-12-09T00:00:00+08:00") OffsetDateTime endsAt) {}

    static CurrentBenefitsResponse of(CurrentRules.Current current, Set<String> used, ZoneId zone) {
        return new CurrentBenefitsResponse(
                current.discounts().stream()
                        .map(discount -> new Discount(
                                discount.benefit(),
                                discount.name(),
                                discount.percent(),
                                local(discount.endsAt(), zone)))
                        .toList(),
                current.basisPoints(),
                current.freeItems().stream()
                        .filter(item -> !used.contains(item.benefit()))
                        .map(item -> new FreeItem(
                                item.benefit(),
                                item.name(),
                                item.item(),
                                item.endsAt().atZone(zone).toOffsetDateTime()))
                        .toList());
    }

    private static @Nullable OffsetDateTime local(@Nullable Instant instant, ZoneId zone) {
        return instant == null ? null : instant.atZone(zone).toOffsetDateTime();
    }
}
