package dev.huiyuan.order;

import dev.huiyuan.order.pricing.Basket;
import dev.huiyuan.order.pricing.Wish;
import dev.huiyuan.programme.Channel;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A basket whose price is asked for.
 *
 * @param memberId whose order it is; members leave it out
 * @param presenceId the member's presence, without which tills see no coupons and no points
 * @param storeId in which store
 * @param channel where the order comes from: members order through STORE (scanned at the table) and MINI_PROGRAM, back ends of
 *     delivery platforms through DELIVERY; no order comes through INTERACTION
 * @param lines the goods
 * @param deliveryFen the delivery fee, in fen; 0 where absent; what the caller says, until a till or back end confirms it with
 *     the payment
 * @param packagingFen what packaging costs, in fen; 0 where absent; in the same way
 * @param coupons exactly these coupons; absent for the best combination
 * @param points exactly so many points; absent for none
 * @param maxPoints whether as many points pay as are allowed
 * @param freeItems exactly these free items, by the benefit's code; absent for all
 */
@Schema(name = "QuoteRequest")
record QuoteRequest(
        @Nullable UUID memberId,
        @Nullable UUID presenceId,

        @NotNull @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID storeId,

        @NotNull @Schema(examples = "STORE") Channel channel,

        @NotNull @Size(min = 1, max = Basket.MAX_LINES) List<@NotNull @Valid QuoteLineRequest> lines,

        @Nullable @Min(0) @Max(Basket.MAX_TOTAL_FEN) @Schema(examples = "0")
        Long deliveryFen,

        @Nullable @Min(0) @Max(Basket.MAX_TOTAL_FEN) @Schema(examples = "0")
        Long packagingFen,

        @Nullable @Size(max = 50) List<@NotNull UUID> coupons,

        @Nullable @Min(0) @Max(MAX_POINTS) @Schema(examples = "0")
        Long points,

        @Schema(examples = "false", defaultValue = "false") @Nullable
        Boolean maxPoints,

        @Nullable @Size(max = 20) List<@NotNull @Size(min = 1, max = 100) String> freeItems) {
    static final long MAX_POINTS = 1_000_000_000_000L;

    Set<UUID> named() {
        return coupons == null ? Set.of() : Set.copyOf(coupons);
    }

    /** Whether it asks for anything that only a member who is present can use. */
    boolean asksToSpend() {
        return !named().isEmpty()
                || points != null && points > 0
                || Boolean.TRUE.equals(maxPoints)
                || freeItems != null && !freeItems.isEmpty();
    }

    Wish wish() {
        Wish.Points wanted =
                Boolean.TRUE.equals(maxPoints) ? Wish.Points.MOST : new Wish.Points(points == null ? 0 : points);
        return new Wish(
                coupons == null ? Optional.empty() : Optional.of(named()),
                wanted,
                freeItems == null ? Optional.empty() : Optional.of(Set.copyOf(freeItems)));
    }
}
