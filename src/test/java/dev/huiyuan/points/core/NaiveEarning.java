package dev.huiyuan.points.core;

import dev.huiyuan.programme.Programme;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Earning in decimal fractions, without the rules' own arithmetic. */
final class NaiveEarning {
    private NaiveEarning() {}

    static long recomputed(Explanation explanation) {
        return points(
                Objects.requireNonNull(explanation.amountFen()),
                Objects.requireNonNull(explanation.pointsPerYuan()),
                Objects.requireNonNull(explanation.percent()),
                explanation.rounding() == null ? Programme.Rounding.FLOOR : explanation.rounding(),
                explanation.addition() == null ? 0 : explanation.addition(),
                explanation.limit());
    }

    static long points(
            long fen, int rate, int percent, Programme.Rounding rounding, long addition, @Nullable Long limit) {
        if (fen == 0) return 0;
        BigDecimal exact =
                BigDecimal.valueOf(fen, 2).multiply(BigDecimal.valueOf(rate)).multiply(BigDecimal.valueOf(percent, 2));
        RoundingMode mode = switch (rounding) {
            case FLOOR -> RoundingMode.DOWN;
            case HALF_UP -> RoundingMode.HALF_UP;
            case CEILING -> RoundingMode.UP;
        };
        long points = exact.setScale(0, mode).longValueExact() + addition;
        return limit == null ? points : Math.min(limit, points);
    }
}
