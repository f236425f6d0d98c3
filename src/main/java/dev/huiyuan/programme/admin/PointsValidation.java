package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.Programme;
import org.jspecify.annotations.Nullable;

/** Whether points can be earned and kept by a document's rules. */
final class PointsValidation {
    private static final String EARNING = "earning";
    private static final String POINTS = "points";
    /** Every JSON reader keeps integers up to here exact. */
    private static final long MAX_POINTS = 9_007_199_254_740_991L;

    private static final int MAX_RATE = 1_000;
    private static final long MAX_AMOUNT_FEN = 10_000_000_000L;
    private static final int HOUR_SECONDS = 3_600;
    private static final int YEAR_DAYS = 366;
    private static final int MAX_PRICE_OF_ONE_YUAN = 100_000;
    private static final int MAX_GRACE_LOT_DAYS = 3_660;
    private static final int YEAR_HOURS = 8_784;
    private static final int WEEK_MINUTES = 10_080;
    private static final int MAX_EXPIRY_MONTHS = 120;
    private static final int MAX_TRANSFERS_PER_DAY = 1_000;

    private PointsValidation() {}

    static void check(Programme programme, Findings findings) {
        rates(programme.earning(), findings);
        caps(programme.earning(), findings);
        expiry(programme.points(), findings);
        waiting(programme.points(), findings);
        limits(programme.points(), findings);
    }

    private static void rates(Programme.Earning earning, Findings findings) {
        findings.between(earning.pointsPerYuan(), 0, MAX_RATE, EARNING, "pointsPerYuan");
        findings.between(earning.maxAmountFen(), 1, MAX_AMOUNT_FEN, EARNING, "maxAmountFen");
        findings.between(earning.futureToleranceSeconds(), 0, HOUR_SECONDS, EARNING, "futureToleranceSeconds");
        findings.between(earning.staffBackdatingDays(), 0, YEAR_DAYS, EARNING, "staffBackdatingDays");
    }

    private static void caps(Programme.Earning earning, Findings findings) {
        cap(earning.maxPointsPerOrder(), "maxPointsPerOrder", findings);
        cap(earning.maxPointsPerDay(), "maxPointsPerDay", findings);
    }

    private static void cap(@Nullable Long points, String field, Findings findings) {
        if (points != null) findings.between(points, 1, MAX_POINTS, EARNING, field);
    }

    /** Months belong to the policies that count them, and to no other. */
    private static void expiry(Programme.Points points, Findings findings) {
        boolean counted = switch (points.expiry()) {
            case MONTHS, END_OF_MONTH, SLIDING -> true;
            case NONE, END_OF_YEAR -> false;
        };
        if (counted) {
            findings.between(points.expiryMonths(), 1, MAX_EXPIRY_MONTHS, POINTS, "expiryMonths");
        } else {
            findings.require(
                    points.expiryMonths() == 0,
                    "not-applicable",
                    "must be 0: expiry " + points.expiry() + " counts no months",
                    POINTS,
                    "expiryMonths");
        }
        findings.between(points.graceLotDays(), 0, MAX_GRACE_LOT_DAYS, POINTS, "graceLotDays");
    }

    private static void waiting(Programme.Points points, Findings findings) {
        findings.between(points.pendingDays(), 0, YEAR_DAYS, POINTS, "pendingDays");
        findings.between(points.completionHoldHours(), 0, YEAR_HOURS, POINTS, "completionHoldHours");
        findings.between(points.holdMinutes(), 1, WEEK_MINUTES, POINTS, "holdMinutes");
    }

    private static void limits(Programme.Points points, Findings findings) {
        findings.between(points.pointsPerYuan(), 1, MAX_PRICE_OF_ONE_YUAN, POINTS, "pointsPerYuan");
        findings.between(points.adjustmentLimit(), 0, MAX_POINTS, POINTS, "adjustmentLimit");
        Programme.Transfers transfers = points.transfers();
        findings.between(transfers.maxPointsPerDay(), 0, MAX_POINTS, POINTS, "transfers", "maxPointsPerDay");
        findings.between(transfers.maxPerDay(), 0, MAX_TRANSFERS_PER_DAY, POINTS, "transfers", "maxPerDay");
    }
}
