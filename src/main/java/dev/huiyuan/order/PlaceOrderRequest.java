package dev.huiyuan.order;

import dev.huiyuan.order.pricing.Basket;
import dev.huiyuan.order.pricing.Wish;
import dev.huiyuan.programme.Channel;
import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An order: a basket with exactly what is used for it, or a quote.
 *
 * @param memberId whose order it is; members leave it out
 * @param presenceId the member's presence; a till needs one where coupons, points or free items are used
 * @param storeId in which store
 * @param channel where the order comes from: members order through STORE (scanned at the table) and MINI_PROGRAM, back ends of
 *     delivery platforms through DELIVERY; no order comes through INTERACTION
 * @param orderRef what the store calls the order
 * @param businessDate the store's business date, where its order numbers restart
 * @param occurredAt when it was paid; now where absent; not for one that is pending
 * @param payment whether it is paid
 * @param lines the goods; absent with a quote
 * @param deliveryFen the delivery fee, in fen; 0 where absent; what the caller says, until a till or back end confirms it with
 *     the payment
 * @param packagingFen what packaging costs, in fen; 0 where absent; in the same way
 * @param coupons the coupons that are used; none where absent
 * @param points how many points pay; none where absent
 * @param freeItems what comes free, by the benefit's code; nothing where absent
 * @param quoteId the quote whose basket, coupons, points and free items these are
 * @param payments how it was paid; they come to what is to be paid; none for one that is pending
 * @param mayBeCancelled whether what it earns stays pending until it is reported as completed
 */
@Schema(name = "OrderRequest")
record PlaceOrderRequest(
        @Nullable @Schema(examples = "01980000-0000-7000-8000-0000000000aa")
        UUID memberId,

        @Nullable @Schema(examples = "01980000-0000-7000-8000-0000000000bb")
        UUID presenceId,

        @NotNull @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID storeId,

        @NotNull @Schema(examples = "STORE") Channel channel,

        @NotNull @Pattern(regexp = "[!-~]{1,64}") @Schema(examples = "A-20261121-0042")
        String orderRef,

        @Schema(examples = "2026-11-21") @Nullable LocalDate businessDate,

        @Schema(examples = "2026-11-21T12:30:00+08:00") @Nullable
        OffsetDateTime occurredAt,

        @NotNull @Schema(examples = "PAID") PaymentState payment,

        @Nullable @Size(min = 1, max = Basket.MAX_LINES) List<@NotNull @Valid QuoteLineRequest> lines,

        @Nullable @Min(0) @Max(Basket.MAX_TOTAL_FEN) @Schema(examples = "0")
        Long deliveryFen,

        @Nullable @Min(0) @Max(Basket.MAX_TOTAL_FEN) @Schema(examples = "0")
        Long packagingFen,

        @Nullable @Size(max = 50) List<@NotNull UUID> coupons,

        @Nullable @Min(0) @Max(QuoteRequest.MAX_POINTS) @Schema(examples = "100")
        Long points,

        @Nullable @Size(max = 20) List<@NotNull @Size(min = 1, max = 100) String> freeItems,

        @Nullable @Size(min = 1, max = QuoteSeal.MAX_LENGTH) String quoteId,

        @Nullable @Size(max = 10) List<@NotNull @Valid PaymentReport> payments,

        @Schema(examples = "false", defaultValue = "false") @Nullable
        Boolean mayBeCancelled) {
    /** Problem {@code validation-failed} for fields that exclude each other, or that are needed. */
    void requireConsistency() {
        List<FieldError> errors = new ArrayList<>();
        if (quoteId == null && lines == null) {
            errors.add(new FieldError("/lines", "required", "name the goods or a quote"));
        }
        boolean besides = lines != null || deliveryFen != null || packagingFen != null || coupons != null;
        if (quoteId != null && (besides || points != null || freeItems != null)) {
            errors.add(new FieldError("/quoteId", "unexpected", "a quote says itself what is bought and used"));
        }
        if (payment == PaymentState.PAID && payments == null) {
            errors.add(new FieldError("/payments", "required", "say how it was paid"));
        }
        if (payment == PaymentState.PENDING && payments != null) {
            errors.add(new FieldError("/payments", "unexpected", "payments come with the confirmation"));
        }
        if (payment == PaymentState.PENDING && occurredAt != null) {
            errors.add(new FieldError("/occurredAt", "unexpected", "what is not paid has not happened yet"));
        }
        if (!errors.isEmpty()) throw ProblemException.ofFields(errors);
    }

    /** What is bought and used, as a quote would be asked for it. */
    QuoteRequest basket() {
        return new QuoteRequest(
                memberId,
                presenceId,
                storeId,
                channel,
                Objects.requireNonNullElse(lines, List.of()),
                deliveryFen,
                packagingFen,
                Objects.requireNonNullElse(coupons, List.of()),
                points,
                null,
                Objects.requireNonNullElse(freeItems, List.of()));
    }

    /** Exactly what is named. */
    Wish wish() {
        return new Wish(
                Optional.of(Set.copyOf(Objects.requireNonNullElse(coupons, List.of()))),
                new Wish.Points(Objects.requireNonNullElse(points, 0L)),
                Optional.of(Set.copyOf(Objects.requireNonNullElse(freeItems, List.of()))));
    }

    boolean isCancellable() {
        return Boolean.TRUE.equals(mayBeCancelled);
    }

    List<PaymentReport> reported() {
        return Objects.requireNonNullElse(payments, List.of());
    }

    /**
     * The same request without the proofs that may be others when it is repeated: the presence and the quote's seal.
     *
     * @param quote what the quote says, where there is one
     * @param businessDate the bill's
     */
    PlaceOrderRequest content(@Nullable String quote, @Nullable LocalDate businessDate) {
        return new PlaceOrderRequest(
                memberId,
                null,
                storeId,
                channel,
                orderRef,
                businessDate,
                occurredAt,
                payment,
                lines,
                deliveryFen,
                packagingFen,
                coupons,
                points,
                freeItems,
                quote,
                payments,
                mayBeCancelled);
    }
}
