/**
 * What staff do to accounts by hand: adjustments, freezing, merging. What is large or cannot be taken back easily waits
 * for a second person in the queue of approvals; the entry then names both.
 *
 * <p>Kinds of approvals: {@code points-adjustment}, {@code points-merge}, {@code points-merge-reversal}.
 */
@NullMarked
package dev.huiyuan.points.correction;

import org.jspecify.annotations.NullMarked;
