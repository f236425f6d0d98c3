package dev.huiyuan.order;

import dev.huiyuan.member.MemberState;
import dev.huiyuan.menu.DishDirectory;
import dev.huiyuan.order.pricing.Entitlements;
import dev.huiyuan.order.pricing.Price;
import dev.huiyuan.order.pricing.Priced;
import dev.huiyuan.order.pricing.Pricing;
import dev.huiyuan.points.core.AppliedRule;
import dev.huiyuan.points.core.EarningPreview;
import dev.huiyuan.programme.Occasions;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.tier.TierEarning;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/** Prices baskets for those who ask. Nothing is written. */
@ApplicationScoped
class QuoteService {
    private final BillReader reader;
    private final QuoteSeal seal;
    private final ProgrammeService programme;
    private final DishDirectory menu;
    private final Ids ids;
    private final Clock clock;

    QuoteService(
            BillReader reader, QuoteSeal seal, ProgrammeService programme, DishDirectory menu, Ids ids, Clock clock) {
        this.reader = reader;
        this.seal = seal;
        this.programme = programme;
        this.menu = menu;
        this.ids = ids;
        this.clock = clock;
    }

    /** Who asks for what, in which language. */
    record Question(Caller caller, QuoteRequest request, Locale language) {
        boolean ofMember() {
            return caller.kind() == Caller.Kind.MEMBER;
        }
    }

    /** What stands before anything of the member is read. */
    private record Opened(
            Question question, UUID memberId, BasketRules.Checked checked, ProgrammeVersion version, Instant now) {
        ZoneId zone() {
            return version.rules().zone();
        }

        Occasions.Moment moment() {
            return new Occasions.Moment(
                    now, checked.basket().storeId(), checked.basket().channel());
        }
    }

    /**
     * The price of a basket, lowest first.
     *
     * @return problems {@code store-unknown}, {@code store-not-allowed}, {@code validation-failed}, {@code dish-unknown},
     *     {@code dish-not-available}, {@code price-changed}, {@code amount-too-large}, {@code member-not-found}, {@code
     *     member-closed}, {@code member-unconfirmed}, {@code presence-invalid}, {@code wish-refused}
     */
    Uni<QuoteResponse> quote(Question question) {
        UUID memberId = memberOf(question);
        UUID storeId = question.request.storeId();
        programme.requireStore(storeId);
        if (!question.ofMember() && !question.caller.mayActFor(storeId)) throw ProblemCode.STORE_NOT_ALLOWED.with();
        // As precise as a sealed quote.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        BasketRules.Checked checked = BasketRules.basket(question.request, menu.at(storeId), !question.ofMember(), now);
        Opened opened = new Opened(question, memberId, checked, programme.at(now), now);
        return reader.read(facts(opened)).map(facts -> answer(opened, facts));
    }

    private static UUID memberOf(Question question) {
        UUID named = question.request.memberId();
        if (question.request.points() != null && Boolean.TRUE.equals(question.request.maxPoints())) {
            throw ProblemException.ofField("/points", "unexpected", "either so many or as many as are allowed");
        }
        if (question.ofMember()) {
            if (named == null || named.equals(question.caller.id())) return question.caller.id();
            throw ProblemException.ofField("/memberId", "unexpected", "members ask for themselves");
        }
        if (named == null) throw ProblemException.ofField("/memberId", "required", "name the member");
        return named;
    }

    private static BillReader.Question facts(Opened opened) {
        return new BillReader.Question(
                opened.memberId,
                opened.now,
                LocalDate.ofInstant(opened.now, opened.zone()),
                opened.question.request.named(),
                access(opened.question));
    }

    private static BillReader.Access access(Question question) {
        if (question.ofMember()) return new BillReader.Access.Own();
        UUID presence = question.request.presenceId();
        if (presence == null) return new BillReader.Access.None();
        return new BillReader.Access.Present(presence, question.request.storeId(), question.caller.presenceTerminal());
    }

    private QuoteResponse answer(Opened opened, BillFacts facts) {
        requireState(opened.question.request, facts);
        Entitlements entitlements = EntitlementRules.of(facts, opened.version, opened.moment(), opened.now);
        Priced priced = Pricing.price(opened.checked.basket(), entitlements, opened.question.request.wish());
        return answer(opened, facts, priced);
    }

    private QuoteResponse answer(Opened opened, BillFacts facts, Priced priced) {
        return switch (priced) {
            case Priced.Honoured honoured -> response(opened, facts, honoured.price());
            case Priced.Refused refused -> throw refusal(opened.question.request, opened.question.language, refused);
        };
    }

    private static void requireState(QuoteRequest request, BillFacts facts) {
        if (facts.member().state() == MemberState.CLOSED) throw ProblemCode.MEMBER_CLOSED.with();
        if (!request.asksToSpend()) return;
        if (facts.member().state() == MemberState.UNCONFIRMED) throw ProblemCode.MEMBER_UNCONFIRMED.with();
        if (!facts.maySpend()) throw ProblemCode.PRESENCE_INVALID.with();
    }

    /** Problem {@code wish-refused}, with the reason for each thing that was wished. */
    static ProblemException refusal(QuoteRequest request, Locale language, Priced.Refused refused) {
        return ProblemCode.WISH_REFUSED
                .with()
                .at(refused.reasons().stream()
                        .map(reason -> new FieldError(
                                pointer(request, reason.source()),
                                reason.reason().code(),
                                PriceTexts.of(reason, language)))
                        .toArray(FieldError[]::new));
    }

    private static String pointer(QuoteRequest request, Price.Source source) {
        if (source.type() == Price.Type.POINTS) return "/points";
        if (source.type() == Price.Type.FREE_ITEM) return "/freeItems";
        List<UUID> named = Objects.requireNonNullElse(request.coupons(), List.of());
        return "/coupons/" + named.indexOf(source.couponId());
    }

    private QuoteResponse response(Opened opened, BillFacts facts, Price price) {
        Duration minutes = Duration.ofMinutes(opened.version.rules().orders().quoteMinutes());
        Instant validUntil = opened.now.plus(minutes);
        Quote.Offer offer = new Quote.Offer(opened.memberId, opened.checked.basket(), opened.checked.dishes());
        Quote quote = Quote.of(ids.next(), offer, facts, opened.version.version(), price, validUntil);
        Locale language = opened.question.language;
        return new QuoteResponse(
                seal.seal(quote),
                validUntil.atZone(opened.zone()).toOffsetDateTime(),
                opened.version.version(),
                price.lines().stream().map(QuoteResponse.Line::of).toList(),
                QuoteResponse.Fee.of(price.delivery()),
                QuoteResponse.Fee.of(price.packaging()),
                price.applied().stream()
                        .map(one -> QuoteResponse.Discount.of(one, language))
                        .toList(),
                price.notApplied().stream()
                        .map(one -> QuoteResponse.NotUsed.of(one, language))
                        .toList(),
                price.freeItems().stream()
                        .map(item -> new QuoteResponse.FreeItem(item.code(), item.name(), item.item()))
                        .toList(),
                price.goodsFen(),
                price.discountFen(),
                new QuoteResponse.Points(price.pointsSpent(), price.pointsFen(), price.pointsUsable()),
                price.payableFen(),
                earned(opened, facts, price),
                price.exhaustive());
    }

    private static QuoteResponse.Earned earned(Opened opened, BillFacts facts, Price price) {
        EarningPreview.Order order = new EarningPreview.Order(
                price.goodsNetFen(),
                opened.now,
                opened.checked.basket().channel(),
                opened.checked.basket().storeId());
        EarningPreview preview = EarningPreview.of(
                order,
                facts.member(),
                TierEarning.multipliers(opened.version.rules(), facts.tier()),
                facts.earnedToday(),
                opened.version);
        List<AppliedRule> rules =
                Objects.requireNonNullElse(preview.explanation().rules(), List.of());
        return new QuoteResponse.Earned(
                price.goodsNetFen(),
                preview.points(),
                rules.stream()
                        .filter(AppliedRule::applied)
                        .map(AppliedRule::rule)
                        .toList());
    }
}
