package dev.huiyuan.coupon;

import dev.huiyuan.programme.Channel;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.JsonPointers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a template has to be like. Each finding points at the field that it is about. */
final class TemplateRules {
    private static final String REQUIRED = "required";
    private static final String UNEXPECTED = "unexpected";
    private static final String OUT_OF_RANGE = "out-of-range";
    private static final String UNKNOWN = "unknown";

    private TemplateRules() {}

    /**
     * What a template's values are judged by.
     *
     * @param storeIds the stores that exist
     * @param tiers the programme's tiers
     * @param today the day in the programme's zone
     */
    record Surroundings(Set<UUID> storeIds, List<Programme.Tier> tiers, LocalDate today) {}

    /** Everything that is wrong with a template's values; empty when they are fine. */
    static List<FieldError> errors(CouponTemplateRequest template, Surroundings surroundings) {
        List<FieldError> errors = new ArrayList<>();
        kind(template, errors);
        validity(template, surroundings.today(), errors);
        claim(template, errors);
        issue(template, errors);
        use(template, errors);
        if (!surroundings.storeIds().containsAll(template.storeIds())) {
            errors.add(new FieldError("/storeIds", UNKNOWN, "there is no such store"));
        }
        tier("/minTier", template.minTier(), surroundings, errors);
        tier("/minUseTier", template.minUseTier(), surroundings, errors);
        return errors;
    }

    private static void tier(
            String pointer, @Nullable String code, Surroundings surroundings, List<FieldError> errors) {
        boolean known = code == null
                || surroundings.tiers().stream().anyMatch(tier -> tier.code().equals(code));
        if (!known) errors.add(new FieldError(pointer, UNKNOWN, "there is no such tier"));
    }

    private static void issue(CouponTemplateRequest t, List<FieldError> errors) {
        if (t.issueWindow() != null && t.issueWindow().isEmpty()) {
            errors.add(new FieldError("/issueWindow/until", OUT_OF_RANGE, "the end is not after the beginning"));
        }
        if (t.limitPerDay() != null && t.limitPerMember() != null && t.limitPerDay() > t.limitPerMember()) {
            errors.add(new FieldError("/limitPerDay", OUT_OF_RANGE, "the day's limit is above the member's"));
        }
    }

    private static void use(CouponTemplateRequest t, List<FieldError> errors) {
        if (t.channels().contains(Channel.INTERACTION)) {
            errors.add(new FieldError("/channels", UNKNOWN, "no bill comes through this channel"));
        }
        for (int i = 0; i < t.windows().size(); i++) {
            if (t.windows().get(i).isSound()) continue;
            errors.add(new FieldError(
                    JsonPointers.of("windows", i, "to"), OUT_OF_RANGE, "whole minutes, the end after the beginning"));
        }
        CouponCost cost = t.cost() == null ? CouponCost.BRAND : t.cost();
        boolean partner = cost.bearer() == CouponCost.Bearer.PARTNER;
        expect("/cost/partnerCode", cost.partnerCode(), partner, false, errors);
        boolean any = CouponStacking.FREE.equals(t.stackGroup());
        if (any && Boolean.TRUE.equals(t.exclusive())) {
            errors.add(new FieldError("/stackGroup", UNEXPECTED, "an exclusive coupon is not combined"));
        }
    }

    private static void kind(CouponTemplateRequest t, List<FieldError> errors) {
        CouponKind kind = t.kind();
        boolean amount = kind == CouponKind.AMOUNT || kind == CouponKind.THRESHOLD;
        boolean percentage = kind == CouponKind.PERCENTAGE;
        expect("/amountOffFen", t.amountOffFen(), amount, amount, errors);
        expect("/thresholdFen", t.thresholdFen(), kind == CouponKind.THRESHOLD, kind != CouponKind.AMOUNT, errors);
        expect("/percentOff", t.percentOff(), percentage, percentage, errors);
        expect("/capFen", t.capFen(), percentage, !amount, errors);
        boolean named = !t.dishCodes().isEmpty() || !t.categoryCodes().isEmpty();
        boolean exchange = kind == CouponKind.EXCHANGE;
        expect("/dishCode", t.dishCode(), exchange && !named, exchange, errors);
        if (t.thresholdFen() != null && t.amountOffFen() != null && t.thresholdFen() < t.amountOffFen()) {
            errors.add(new FieldError("/thresholdFen", OUT_OF_RANGE, "the threshold is below what is taken off"));
        }
    }

    private static void expect(
            String pointer, @Nullable Object value, boolean required, boolean allowed, List<FieldError> errors) {
        if (required && value == null) errors.add(new FieldError(pointer, REQUIRED, "this kind needs it"));
        if (!required && !allowed && value != null) {
            errors.add(new FieldError(pointer, UNEXPECTED, "this kind does not have it"));
        }
    }

    private static void validity(CouponTemplateRequest t, LocalDate today, List<FieldError> errors) {
        if (t.validDays() != null) {
            expect("/validFrom", t.validFrom(), false, false, errors);
            expect("/validThrough", t.validThrough(), false, false, errors);
            return;
        }
        if (t.validFrom() == null && t.validThrough() == null) {
            errors.add(new FieldError("/validDays", REQUIRED, "days, or a first and a last day"));
            return;
        }
        expect("/validFrom", t.validFrom(), true, true, errors);
        expect("/validThrough", t.validThrough(), true, true, errors);
        if (t.validThrough() == null) return;
        if (t.validFrom() != null && t.validThrough().isBefore(t.validFrom())) {
            errors.add(new FieldError("/validThrough", OUT_OF_RANGE, "the last day is before the first"));
        }
        if (t.state() != TemplateState.ENDED && t.validThrough().isBefore(today)) {
            errors.add(new FieldError("/validThrough", OUT_OF_RANGE, "the last day is in the past"));
        }
    }

    private static void claim(CouponTemplateRequest t, List<FieldError> errors) {
        if (!t.claimable()) {
            expect("/claimableFrom", t.claimableFrom(), false, false, errors);
            expect("/claimableUntil", t.claimableUntil(), false, false, errors);
            return;
        }
        if (t.limitPerMember() == null) {
            errors.add(new FieldError("/limitPerMember", REQUIRED, "what members claim has a limit for each"));
        }
        boolean backwards = t.claimableFrom() != null
                && t.claimableUntil() != null
                && !t.claimableFrom().isBefore(t.claimableUntil());
        if (backwards) {
            errors.add(new FieldError("/claimableUntil", OUT_OF_RANGE, "the end is not after the beginning"));
        }
    }

    /** What stands against turning a template into another version of itself. */
    static List<FieldError> changeErrors(TemplateEntity current, CouponTemplateRequest next) {
        List<FieldError> errors = new ArrayList<>();
        if (!current.code.equals(next.code())) errors.add(new FieldError("/code", "immutable", "a code stays"));
        if (next.stock() != null && next.stock() < current.issuedOfStock()) {
            errors.add(new FieldError("/stock", OUT_OF_RANGE, "the stock is below what is issued"));
        }
        if (current.state == TemplateState.DRAFT) return errors;
        if (current.kind != next.kind())
            errors.add(new FieldError("/kind", "immutable", "settled since it was active"));
        if ((current.stock == null) != (next.stock() == null)) {
            errors.add(new FieldError("/stock", "immutable", "whether there is one is settled since it was active"));
        }
        return errors;
    }
}
