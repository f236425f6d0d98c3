/**
 * Books what time does to points where nobody touches the account: job {@code points-due}. The rules are those of
 * {@code points.core}, the writing is that of {@code points.writer}; no table of its own.
 */
@NullMarked
package dev.huiyuan.points.due;

import org.jspecify.annotations.NullMarked;
