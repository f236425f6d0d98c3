package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.Programme.Tier;
import java.util.List;

/** Whether a document's tiers can be climbed. */
final class TierValidation {
    private static final String TIERS = "tiers";
    private static final int MAX_TIERS = 20;
    private static final int MAX_NAME = 40;
    private static final int MAX_BENEFITS = 20;
    private static final int MAX_BENEFIT = 100;
    private static final long MAX_THRESHOLD_FEN = 100_000_000_000L;
    /** A visit is a day with an order, and the window is a year. */
    private static final int MAX_THRESHOLD_VISITS = 366;

    private static final int MAX_GRACE_DAYS = 366;

    private TierValidation() {}

    static void check(Programme programme, Findings findings) {
        List<Tier> tiers = programme.tiers();
        findings.require(!tiers.isEmpty(), "required", "there must be a tier that members start with", TIERS);
        findings.atMost(MAX_TIERS, tiers.size(), TIERS);
        for (int i = 0; i < tiers.size(); i++) tier(tiers.get(i), i, findings);
        uniqueCodes(tiers, findings);
        if (!tiers.isEmpty()) startsAtNothing(tiers.getFirst(), findings);
        for (int i = 1; i < tiers.size(); i++) rises(tiers.get(i - 1), tiers.get(i), i, programme, findings);
        findings.between(programme.tierRules().graceDays(), 0, MAX_GRACE_DAYS, "tierRules", "graceDays");
    }

    private static void tier(Tier tier, int index, Findings findings) {
        findings.code(tier.code(), TIERS, index, "code");
        findings.text(tier.name(), MAX_NAME, TIERS, index, "name");
        findings.between(tier.thresholdFen(), 0, MAX_THRESHOLD_FEN, TIERS, index, "thresholdFen");
        findings.between(tier.thresholdVisits(), 0, MAX_THRESHOLD_VISITS, TIERS, index, "thresholdVisits");
        Percents.multiplier(tier.multiplierPercent(), findings, TIERS, index, "multiplierPercent");
        Percents.discount(tier.discountPercent(), findings, TIERS, index, "discountPercent");
        findings.atMost(MAX_BENEFITS, tier.benefits().size(), TIERS, index, "benefits");
        for (int b = 0; b < tier.benefits().size(); b++) {
            findings.text(tier.benefits().get(b), MAX_BENEFIT, TIERS, index, "benefits", b);
        }
    }

    private static void uniqueCodes(List<Tier> tiers, Findings findings) {
        List<String> codes = tiers.stream().map(Tier::code).toList();
        for (int i = 0; i < codes.size(); i++) {
            findings.require(
                    codes.indexOf(codes.get(i)) == i, "duplicate", "another tier has this code", TIERS, i, "code");
        }
    }

    /** Who has just joined has spent nothing and must have a tier. */
    private static void startsAtNothing(Tier lowest, Findings findings) {
        findings.require(
                lowest.thresholdFen() == 0, "out-of-range", "the first tier starts at 0", TIERS, 0, "thresholdFen");
        findings.require(
                lowest.thresholdVisits() == 0,
                "out-of-range",
                "the first tier starts at 0",
                TIERS,
                0,
                "thresholdVisits");
    }

    /**
     * A higher tier must be harder to reach by what counts. Where either threshold is enough, both have to rise, or the
     * one that does not would reach both tiers at once.
     */
    private static void rises(Tier lower, Tier higher, int index, Programme programme, Findings findings) {
        boolean spendRises = higher.thresholdFen() > lower.thresholdFen();
        boolean visitsRise = higher.thresholdVisits() > lower.thresholdVisits();
        boolean spendFalls = higher.thresholdFen() < lower.thresholdFen();
        boolean visitsFall = higher.thresholdVisits() < lower.thresholdVisits();
        boolean spendIsFine = switch (programme.tierRules().basis()) {
            case SPEND, EITHER -> spendRises;
            case BOTH -> !spendFalls && (spendRises || visitsRise);
            case VISITS -> true;
        };
        boolean visitsAreFine = switch (programme.tierRules().basis()) {
            case VISITS, EITHER -> visitsRise;
            case BOTH -> !visitsFall;
            case SPEND -> true;
        };
        String detail =
                "must be above the tier before it, as " + programme.tierRules().basis() + " counts";
        findings.require(spendIsFine, "not-rising", detail, TIERS, index, "thresholdFen");
        findings.require(visitsAreFine, "not-rising", detail, TIERS, index, "thresholdVisits");
    }
}
