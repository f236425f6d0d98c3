package dev.huiyuan.points.core;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * A multiplier that an accrual qualified for.
 *
 * @param rule its code, such as {@code birthday-month} or {@code tier:gold}
 * @param percent its factor in percent
 * @param version the version of the programme that it comes from, if it comes from there
 * @param applied whether it is the one that counted
 */
@RegisterForReflection
public record AppliedRule(
        String rule, int percent, @Nullable Integer version, boolean applied) {}
