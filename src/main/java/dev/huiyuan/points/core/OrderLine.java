package dev.huiyuan.points.core;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A line of an order.
 *
 * @param ref the line's reference, unique in its order
 * @param amountFen what was paid for it, in fen
 */
@RegisterForReflection
public record OrderLine(String ref, long amountFen) {}
