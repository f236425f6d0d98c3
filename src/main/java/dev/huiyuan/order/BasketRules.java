package dev.huiyuan.order;

import dev.huiyuan.menu.MenuDish;
import dev.huiyuan.menu.StoreMenu;
import dev.huiyuan.order.pricing.Basket;
import dev.huiyuan.order.pricing.BasketLine;
import dev.huiyuan.programme.Channel;
import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Makes baskets of what callers send. Every dish must be on the menu. Prices of staff and partners are trusted; those of
 * members must be the menu's, and the dish on sale. Fees are nobody's list: they are the caller's, and whoever takes the money
 * confirms them with the order.
 */
final class BasketRules {
    private static final String UNKNOWN = "unknown";

    private final QuoteRequest request;
    private final StoreMenu menu;
    private final boolean trusted;
    private final List<FieldError> malformed = new ArrayList<>();
    private final List<FieldError> unknown = new ArrayList<>();
    private final List<FieldError> soldOut = new ArrayList<>();
    private final List<FieldError> repriced = new ArrayList<>();
    private final List<BasketLine> lines = new ArrayList<>();
    private final List<String> dishes = new ArrayList<>();
    private final Set<String> refs = new HashSet<>();

    private BasketRules(QuoteRequest request, StoreMenu menu, boolean trusted) {
        this.request = request;
        this.menu = menu;
        this.trusted = trusted;
    }

    /**
     * A basket with what it rests on.
     *
     * @param dishes the menu's fingerprint of each line's dish; empty where prices are trusted
     */
    record Checked(Basket basket, List<String> dishes) {}

    /**
     * The basket of a request.
     *
     * @param trusted whether the caller's prices count
     * @return problems {@code validation-failed}, {@code dish-unknown}, {@code dish-not-available}, {@code price-changed},
     *     each pointing at the lines, and {@code amount-too-large}
     */
    static Checked basket(QuoteRequest request, StoreMenu menu, boolean trusted, Instant at) {
        requireChannel(request.channel(), trusted);
        BasketRules rules = new BasketRules(request, menu, trusted);
        for (int i = 0; i < request.lines().size(); i++)
            rules.line(request.lines().get(i), "/lines/" + i);
        rules.refuse();
        return new Checked(rules.basket(at), trusted ? List.of() : List.copyOf(rules.dishes));
    }

    /**
     * Members order at the table, which they scan, and ahead: that is what the mini-program serves. What delivery platforms
     * sell they report themselves, with their own discounts behind them.
     */
    private static void requireChannel(Channel channel, boolean trusted) {
        channel.refusalOfBills().ifPresent(refusal -> {
            throw refusal;
        });
        if (!trusted && channel == Channel.DELIVERY) {
            throw ProblemException.ofField(
                    "/channel", "not-allowed", "members order in the store or in the mini-program");
        }
    }

    private void line(QuoteLineRequest line, String place) {
        if (!refs.add(line.ref())) malformed.add(new FieldError(place + "/ref", "duplicate", "is there twice"));
        if ((line.dishId() == null) == (line.dishCode() == null)) {
            malformed.add(new FieldError(place + "/dishCode", "required", "name either the dish's id or its code"));
            return;
        }
        Optional<MenuDish> found =
                line.dishId() != null ? menu.dish(line.dishId()) : menu.byCode(Objects.requireNonNull(line.dishCode()));
        if (found.isEmpty()) {
            String field = line.dishId() != null ? "/dishId" : "/dishCode";
            unknown.add(new FieldError(place + field, UNKNOWN, "there is no such dish"));
            return;
        }
        take(line, found.get(), place);
    }

    private void take(QuoteLineRequest line, MenuDish dish, String place) {
        long surcharge = Objects.requireNonNullElse(dish.upgradeFen(), 0L);
        if (line.isUpgraded() && dish.upgradeFen() == null) {
            malformed.add(new FieldError(place + "/upgraded", "unexpected", "the dish has one size only"));
            return;
        }
        long upgrade = line.isUpgraded() ? surcharge : 0;
        long listed = dish.priceFen() + upgrade;
        if (!trusted && !dish.available()) {
            soldOut.add(new FieldError(place, "not-available", "the store does not sell it now"));
        } else if (!trusted && line.unitPriceFen() != listed) {
            repriced.add(new FieldError(place + "/unitPriceFen", "price-changed", String.valueOf(listed)));
        }
        dishes.add(dish.fingerprint());
        lines.add(new BasketLine(
                line.ref(),
                dish.id(),
                dish.code(),
                dish.categoryCode(),
                line.unitPriceFen(),
                Math.min(upgrade, line.unitPriceFen()),
                line.quantity()));
    }

    private void refuse() {
        if (!malformed.isEmpty()) throw ProblemException.ofFields(malformed);
        refuse(ProblemCode.DISH_UNKNOWN, unknown);
        refuse(ProblemCode.DISH_NOT_AVAILABLE, soldOut);
        refuse(ProblemCode.PRICE_CHANGED, repriced);
    }

    private static void refuse(ProblemCode code, List<FieldError> errors) {
        if (!errors.isEmpty()) throw code.with().at(errors.toArray(FieldError[]::new));
    }

    private Basket basket(Instant at) {
        long delivery = Objects.requireNonNullElse(request.deliveryFen(), 0L);
        long packaging = Objects.requireNonNullElse(request.packagingFen(), 0L);
        long total = delivery + packaging;
        // At most 200 lines of at most 1e8 x 999 fen: far from overflow.
        for (BasketLine line : lines) total += line.grossFen();
        if (total > Basket.MAX_TOTAL_FEN) throw ProblemCode.AMOUNT_TOO_LARGE.with();
        return new Basket(request.storeId(), request.channel(), at, lines, delivery, packaging);
    }
}
