package dev.huiyuan.order;

import dev.huiyuan.menu.DishDirectory;
import dev.huiyuan.order.pricing.Entitlements;
import dev.huiyuan.order.pricing.Price;
import dev.huiyuan.order.pricing.Priced;
import dev.huiyuan.order.pricing.Pricing;
import dev.huiyuan.programme.Occasions;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Keeps the promises of quotes: for their time the price stays, as long as what it rests on stays. */
@ApplicationScoped
class Quotes {
    private static final FieldError PAYABLE = new FieldError("/payableFen", "changed", "the price has changed");

    private final QuoteSeal seal;
    private final ProgrammeService programme;
    private final DishDirectory menu;

    Quotes(QuoteSeal seal, ProgrammeService programme, DishDirectory menu) {
        this.seal = seal;
        this.programme = programme;
        this.menu = menu;
    }

    /**
     * A quote that a caller brings back.
     *
     * @param sealed its text
     * @param memberId whose order it is
     * @param storeId where
     * @return problems {@code quote-invalid} for what is no quote, or one of another member or store; {@code quote-expired}
     */
    Quote open(String sealed, UUID memberId, UUID storeId, Instant now) {
        Quote quote = seal.open(sealed);
        boolean matches =
                quote.memberId().equals(memberId) && quote.basket().storeId().equals(storeId);
        if (!matches) throw ProblemCode.QUOTE_INVALID.with();
        if (!now.isBefore(quote.validUntil())) throw ProblemCode.QUOTE_EXPIRED.with();
        return quote;
    }

    /**
     * What a quote says, whoever sealed it when: two quotes of the same things at the same price say the same. A text that
     * cannot be opened any more says only itself.
     */
    String content(String sealed) {
        try {
            return QuoteSeal.content(seal.open(sealed));
        } catch (ProblemException unreadable) {
            return sealed;
        }
    }

    /**
     * The price of a quote, judged at the quote's own moment. In memory: it can be asked under locks.
     *
     * @param facts the member as of now, with at least the quote's coupons, and with what was used on the quote's day
     * @param now when coupons must be usable
     * @return problem {@code quote-changed}, whose errors say what has changed
     */
    Price honour(Quote quote, BillFacts facts, Instant now) {
        ProgrammeVersion version = programme.at(now);
        Occasions.Moment moment = new Occasions.Moment(
                quote.basket().at(), quote.basket().storeId(), quote.basket().channel());
        Entitlements entitlements = EntitlementRules.of(facts, version, moment, now);
        List<FieldError> changes = QuoteChanges.of(
                quote,
                facts,
                entitlements,
                version.version(),
                menu.at(quote.basket().storeId()));
        if (!changes.isEmpty()) throw ProblemCode.QUOTE_CHANGED.with().at(changes.toArray(FieldError[]::new));
        Priced priced = Pricing.price(quote.basket(), entitlements, quote.wish());
        if (priced instanceof Priced.Honoured honoured && honoured.price().payableFen() == quote.payableFen())
            return honoured.price();
        throw ProblemCode.QUOTE_CHANGED.with().at(PAYABLE);
    }
}
