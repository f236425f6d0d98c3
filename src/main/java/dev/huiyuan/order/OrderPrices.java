package dev.huiyuan.order;

import dev.huiyuan.member.MemberState;
import dev.huiyuan.menu.DishDirectory;
import dev.huiyuan.order.pricing.Price;
import dev.huiyuan.order.pricing.Priced;
import dev.huiyuan.order.pricing.Pricing;
import dev.huiyuan.programme.Occasions;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What orders cost. The store, discounts, hours and what comes free are judged at the order's own time, so that a till that
 * was offline charges what held then; coupons and points must be there now, as nothing can be spent in the past.
 */
@ApplicationScoped
class OrderPrices {
    private final ProgrammeService programme;
    private final DishDirectory menu;
    private final Quotes quotes;

    OrderPrices(ProgrammeService programme, DishDirectory menu, Quotes quotes) {
        this.programme = programme;
        this.menu = menu;
        this.quotes = quotes;
    }

    /**
     * What is ordered.
     *
     * @param memberId whose order it is
     * @param occurredAt when it happened; now for what lies ahead
     * @param language of the reasons why something cannot be used
     */
    record Question(
            Caller caller, UUID memberId, PlaceOrderRequest order, Instant occurredAt, Instant now, Locale language) {
        boolean ofMember() {
            return caller.kind() == Caller.Kind.MEMBER;
        }
    }

    /** A price with the time that it is judged at. */
    record Charge(Price price, Instant at) {
        /** Whether it uses what only a member who is present can use. */
        boolean spends() {
            return price.pointsSpent() > 0
                    || !price.couponIds().isEmpty()
                    || !price.freeItems().isEmpty();
        }
    }

    /**
     * The price of an order.
     *
     * @param read reads what it rests on
     * @return problems as of a quote, and those of a quote that is not honoured
     */
    Uni<Charge> charge(Question question, Function<BillReader.Question, Uni<BillFacts>> read) {
        programme.requireStore(question.order.storeId(), question.occurredAt);
        return question.order.quoteId() == null
                ? ofBasket(question, read)
                : ofQuote(question, question.order.quoteId(), read);
    }

    private Uni<Charge> ofBasket(Question question, Function<BillReader.Question, Uni<BillFacts>> read) {
        QuoteRequest request = question.order.basket();
        Instant at = question.occurredAt;
        BasketRules.Checked checked = BasketRules.basket(request, menu.at(request.storeId()), !question.ofMember(), at);
        ProgrammeVersion version = programme.at(at);
        BillReader.Access access = request.asksToSpend() ? access(question) : new BillReader.Access.None();
        return read.apply(facts(question, version, at, request.named(), access)).map(facts -> {
            requireState(facts, request.asksToSpend());
            Occasions.Moment moment = new Occasions.Moment(at, request.storeId(), request.channel());
            Priced priced = Pricing.price(
                    checked.basket(), EntitlementRules.of(facts, version, moment, question.now), question.order.wish());
            return new Charge(honoured(question, request, priced), at);
        });
    }

    private static Price honoured(Question question, QuoteRequest request, Priced priced) {
        return switch (priced) {
            case Priced.Honoured honoured -> honoured.price();
            case Priced.Refused refused -> throw QuoteService.refusal(request, question.language, refused);
        };
    }

    private Uni<Charge> ofQuote(Question question, String sealed, Function<BillReader.Question, Uni<BillFacts>> read) {
        Quote quote = quotes.open(sealed, question.memberId, question.order.storeId(), question.now);
        if (quote.basket().channel() != question.order.channel()) throw ProblemCode.QUOTE_INVALID.with();
        // A till's prices are its own: no member may bring a till's quote.
        if (question.ofMember() && quote.dishes().isEmpty()) throw ProblemCode.QUOTE_INVALID.with();
        Instant at = quote.basket().at();
        Set<UUID> coupons = new HashSet<>(quote.couponIds());
        return read.apply(facts(question, programme.at(at), at, coupons, access(question)))
                .map(facts -> {
                    requireState(facts, false);
                    return new Charge(quotes.honour(quote, facts, question.now), at);
                });
    }

    private static BillReader.Question facts(
            Question question, ProgrammeVersion version, Instant at, Set<UUID> coupons, BillReader.Access access) {
        LocalDate day = LocalDate.ofInstant(at, version.rules().zone());
        return new BillReader.Question(question.memberId, question.now, day, coupons, access);
    }

    private static BillReader.Access access(Question question) {
        if (question.ofMember()) return new BillReader.Access.Own();
        @Nullable UUID presence = question.order.presenceId();
        if (presence == null) return new BillReader.Access.None();
        return new BillReader.Access.Present(presence, question.order.storeId(), question.caller.presenceTerminal());
    }

    private static void requireState(BillFacts facts, boolean spends) {
        if (facts.member().state() == MemberState.CLOSED) throw ProblemCode.MEMBER_CLOSED.with();
        if (!spends) return;
        if (facts.member().state() == MemberState.UNCONFIRMED) throw ProblemCode.MEMBER_UNCONFIRMED.with();
        if (!facts.maySpend()) throw ProblemCode.PRESENCE_INVALID.with();
    }
}
