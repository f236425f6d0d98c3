package dev.huiyuan.order;

import dev.huiyuan.order.pricing.Price;
import dev.huiyuan.order.pricing.Reason;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a basket costs, with everything that was taken off and why.
 *
 * @param quoteId what settles it at this price: a text that only we can write
 * @param validUntil until when, exclusive
 * @param programmeVersion the version of the programme that decided
 * @param lines the goods, in the basket's order
 * @param delivery the delivery fee
 * @param packaging what packaging costs
 * @param discounts what is used, in the order in which it counts
 * @param notUsed what is not used, and why
 * @param freeItems what comes free with the bill
 * @param goodsFen the goods at their prices, in fen
 * @param discountFen what is taken off goods and fees, without points, in fen
 * @param points what points pay
 * @param payableFen what is to be paid in money, in fen
 * @param earned what the order earns
 * @param exhaustive whether no better combination is possible; false where the search had to stop
 */
@Schema(name = "Quote")
record QuoteResponse(
        @Schema(examples = "AQFhc2...", maxLength = 32768) String quoteId,
        OffsetDateTime validUntil,
        @Schema(examples = "1", minimum = "1") int programmeVersion,
        List<Line> lines,
        Fee delivery,
        Fee packaging,
        List<Discount> discounts,
        List<NotUsed> notUsed,
        List<FreeItem> freeItems,

        @Schema(examples = "6400", minimum = "0", maximum = "9007199254740991")
        long goodsFen,

        @Schema(examples = "768", minimum = "0", maximum = "9007199254740991")
        long discountFen,

        Points points,

        @Schema(examples = "5632", minimum = "0", maximum = "9007199254740991")
        long payableFen,

        Earned earned,
        @Schema(examples = "true") boolean exhaustive) {
    /**
     * A line with its share of everything.
     *
     * @param ref its reference
     * @param dishCode the dish
     * @param unitPriceFen what one costs, in fen
     * @param quantity how many
     * @param grossFen what they cost, in fen
     * @param shares what each thing takes off
     * @param netFen what is paid for them in money, in fen
     * @param points how many points pay for them
     */
    @Schema(name = "QuoteLine")
    record Line(
            @Schema(examples = "1") String ref,
            @Schema(examples = "MAPO-TOFU") String dishCode,

            @Schema(examples = "3200", minimum = "0", maximum = "9007199254740991")
            long unitPriceFen,

            @Schema(examples = "2", minimum = "1", maximum = "999")
            int quantity,

            @Schema(examples = "6400", minimum = "0", maximum = "9007199254740991")
            long grossFen,

            List<Share> shares,

            @Schema(examples = "5632", minimum = "0", maximum = "9007199254740991")
            long netFen,

            @Schema(examples = "0", minimum = "0", maximum = "9007199254740991")
            long points) {
        static Line of(Price.Line priced) {
            return new Line(
                    priced.line().ref(),
                    priced.line().dishCode(),
                    priced.line().unitPriceFen(),
                    priced.line().quantity(),
                    priced.line().grossFen(),
                    priced.shares().stream().map(Share::of).toList(),
                    priced.netFen(),
                    priced.points());
        }
    }

    /**
     * What one thing takes off a line or fee.
     *
     * @param type what it is
     * @param code the benefit's code or that of the coupon's template
     * @param couponId the coupon, if it is one
     * @param fen how much, in fen
     */
    @Schema(name = "QuoteShare")
    record Share(
            @Schema(examples = "OCCASION_DISCOUNT") Price.Type type,
            @Schema(examples = "discount:member-day") String code,
            @Nullable UUID couponId,

            @Schema(examples = "768", minimum = "0", maximum = "9007199254740991")
            long fen) {
        static Share of(Price.Share share) {
            return new Share(share.type(), share.code(), share.couponId(), share.fen());
        }
    }

    /**
     * A fee.
     *
     * @param grossFen what it costs, in fen
     * @param shares what each thing takes off
     * @param netFen what is paid for it in money, in fen
     * @param points how many points pay for it
     */
    @Schema(name = "QuoteFee")
    record Fee(
            @Schema(examples = "500", minimum = "0", maximum = "9007199254740991")
            long grossFen,

            List<Share> shares,

            @Schema(examples = "500", minimum = "0", maximum = "9007199254740991")
            long netFen,

            @Schema(examples = "0", minimum = "0", maximum = "9007199254740991")
            long points) {
        static Fee of(Price.Fee fee) {
            return new Fee(fee.grossFen(), fee.shares().stream().map(Share::of).toList(), fee.netFen(), fee.points());
        }
    }

    /**
     * Something that is used.
     *
     * @param type what it is
     * @param code the benefit's code or that of the coupon's template
     * @param couponId the coupon, if it is one
     * @param name for people
     * @param fen what it takes off, in fen
     * @param basisFen the amount that it was judged on, in fen
     * @param percent its percentage, where it has one
     * @param lineRefs the lines that it takes something off
     * @param text the same in a sentence, in the caller's language
     */
    @Schema(name = "QuoteDiscount")
    record Discount(
            @Schema(examples = "OCCASION_DISCOUNT") Price.Type type,
            @Schema(examples = "discount:member-day") String code,
            @Nullable UUID couponId,
            @Schema(examples = "会员日") String name,

            @Schema(examples = "768", minimum = "0", maximum = "9007199254740991")
            long fen,

            @Schema(examples = "6400", minimum = "0", maximum = "9007199254740991")
            long basisFen,

            @Nullable @Schema(examples = "12", minimum = "1", maximum = "100")
            Integer percent,

            @Schema(examples = "[\"1\"]") List<String> lineRefs,
            @Schema(examples = "会员日8.8折，-7.68元") String text) {
        static Discount of(Price.Applied applied, Locale language) {
            Price.Source source = applied.source();
            return new Discount(
                    source.type(),
                    source.code(),
                    source.couponId(),
                    source.name(),
                    applied.fen(),
                    applied.basisFen(),
                    applied.percent(),
                    applied.lineRefs(),
                    PriceTexts.of(applied, language));
        }
    }

    /**
     * Something that is not used.
     *
     * @param type what it is
     * @param code the benefit's code or that of the coupon's template
     * @param couponId the coupon, if it is one
     * @param name for people
     * @param reason why not
     * @param missingFen how much what it is for is short of its threshold, in fen
     * @param text the same in a sentence, in the caller's language
     */
    @Schema(name = "QuoteNotUsed")
    record NotUsed(
            @Schema(examples = "COUPON") Price.Type type,
            @Schema(examples = "WELCOME-20") String code,
            @Nullable UUID couponId,
            @Schema(examples = "新会员20元券") String name,
            @Schema(examples = "THRESHOLD_NOT_MET") Reason reason,

            @Nullable @Schema(examples = "1200", minimum = "1", maximum = "9007199254740991")
            Long missingFen,

            @Schema(examples = "还差12.00元可用") String text) {
        static NotUsed of(Price.NotApplied notApplied, Locale language) {
            Price.Source source = notApplied.source();
            return new NotUsed(
                    source.type(),
                    source.code(),
                    source.couponId(),
                    source.name(),
                    notApplied.reason(),
                    notApplied.missingFen(),
                    PriceTexts.of(notApplied, language));
        }
    }

    /**
     * What comes free with the bill.
     *
     * @param code the benefit's code
     * @param name the occasion's, for people
     * @param item what comes free, for people
     */
    @Schema(name = "QuoteFreeItem")
    record FreeItem(
            @Schema(examples = "free-item:member-day") String code,
            @Schema(examples = "会员日") String name,
            @Schema(examples = "小菜一份") String item) {}

    /**
     * What points pay.
     *
     * @param spent how many
     * @param fen what they pay, in fen
     * @param usable how many could pay
     */
    @Schema(name = "QuotePoints")
    record Points(
            @Schema(examples = "0", minimum = "0", maximum = "9007199254740991")
            long spent,

            @Schema(examples = "0", minimum = "0", maximum = "9007199254740991")
            long fen,

            @Schema(examples = "1500", minimum = "0", maximum = "9007199254740991")
            long usable) {}

    /**
     * What the order earns, unless the limit of a day cuts it.
     *
     * @param basisFen what is paid for goods, in fen
     * @param points how many points
     * @param rules the rules that raise them
     */
    @Schema(name = "QuoteEarned")
    record Earned(
            @Schema(examples = "5632", minimum = "0", maximum = "9007199254740991")
            long basisFen,

            @Schema(examples = "56", minimum = "0", maximum = "9007199254740991")
            long points,

            @Schema(examples = "[\"birthday-month\"]") List<String> rules) {}
}
