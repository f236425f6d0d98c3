package dev.huiyuan.order;

import dev.huiyuan.menu.MenuDish;
import dev.huiyuan.menu.StoreMenu;
import dev.huiyuan.order.pricing.BasketLine;
import dev.huiyuan.order.pricing.Deal;
import dev.huiyuan.order.pricing.Entitlements;
import dev.huiyuan.shared.problem.FieldError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What has changed of that which a quote rests on. Whatever else has changed does not matter to it. */
final class QuoteChanges {
    private static final String CHANGED = "changed";

    private final Quote quote;
    private final List<FieldError> changes = new ArrayList<>();

    private QuoteChanges(Quote quote) {
        this.quote = quote;
    }

    /**
     * What has changed, each with what it is about; empty where the quote is honoured.
     *
     * @param facts the member as of now
     * @param entitlements what the member may take off, as of the quote's moment, with coupons as of now
     * @param programmeVersion the rules as of now
     * @param menu the store's menu as of now
     */
    static List<FieldError> of(
            Quote quote, BillFacts facts, Entitlements entitlements, int programmeVersion, StoreMenu menu) {
        QuoteChanges changes = new QuoteChanges(quote);
        changes.rules(facts, programmeVersion);
        changes.coupons(entitlements.deals());
        changes.freeItems(entitlements.freeItems());
        if (quote.points() > entitlements.points().available()) {
            changes.changed("/points", "there are fewer points now");
        }
        changes.dishes(menu);
        return List.copyOf(changes.changes);
    }

    private void rules(BillFacts facts, int programmeVersion) {
        if (programmeVersion != quote.programmeVersion()) {
            changed("/programmeVersion", "the programme has changed");
        }
        if (!Objects.equals(facts.tier(), quote.tier())) changed("/tier", "the member's tier has changed");
        if (quote.spends() && !facts.maySpend()) changed("/presenceId", "the member is not present any more");
    }

    private void coupons(List<Deal> deals) {
        Map<UUID, Deal> byId = new HashMap<>();
        deals.forEach(deal -> byId.put(deal.couponId(), deal));
        for (UUID id : quote.couponIds()) {
            Deal deal = byId.get(id);
            if (deal == null) {
                changed("/coupons/" + id, "the coupon is not there any more");
            } else if (deal.refusal() != null) {
                changes.add(
                        new FieldError("/coupons/" + id, deal.refusal().code(), "the coupon cannot be used any more"));
            }
        }
    }

    private void freeItems(List<Entitlements.FreeItem> items) {
        Set<String> codes = items.stream().map(Entitlements.FreeItem::code).collect(Collectors.toSet());
        for (String code : quote.freeItems()) {
            if (!codes.contains(code)) changed("/freeItems/" + code, "what comes free was used today");
        }
    }

    private void dishes(StoreMenu menu) {
        if (quote.dishes().isEmpty()) return;
        for (int i = 0; i < quote.dishes().size(); i++) {
            BasketLine line = quote.basket().lines().get(i);
            String now = menu.byCode(line.dishCode()).map(MenuDish::fingerprint).orElse("");
            if (!now.equals(quote.dishes().get(i))) changed("/lines/" + i, "the dish has changed on the menu");
        }
    }

    private void changed(String pointer, String detail) {
        changes.add(new FieldError(pointer, CHANGED, detail));
    }
}
