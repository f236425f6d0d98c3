package dev.huiyuan.points.core;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * A rule that an accrual qualified for.
 *
 * @param rule its code, such as {@code birthday-month} or {@code tier:gold}
 * @param percent its factor in percent
 * @param addition the points that it adds, if it does
 * @param version the version of the programme that it comes from, if it comes from there
 * @param applied whether it counted
 */
@RegisterForReflection
public record AppliedRule(
        String rule,
        int percent,
        @Nullable Long addition,
        @Nullable Integer version,
        boolean applied) {
    AppliedRule asApplied() {
        return new AppliedRule(rule, percent, addition, version, true);
    }
}
