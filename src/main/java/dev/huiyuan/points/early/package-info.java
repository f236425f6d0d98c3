/**
 * What came before its order: staff see what waits and what was refused, as list and metric, and what is too old leaves.
 *
 * <p>{@code points.writer} keeps and books these events; only cleaning writes here. Table: {@code points_early_event}.
 */
@NullMarked
package dev.huiyuan.points.early;

import org.jspecify.annotations.NullMarked;
