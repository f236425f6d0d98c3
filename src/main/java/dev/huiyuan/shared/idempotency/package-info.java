/**
 * Repeating a request repeats its answer and not its effect.
 *
 * <p>Table: {@code idempotency_record}, written in the transaction of the effect.
 */
@NullMarked
package dev.huiyuan.shared.idempotency;

import org.jspecify.annotations.NullMarked;
