/**
 * Group commit: commands that arrive at the same time share one transaction.
 */
@NullMarked
package dev.huiyuan.shared.batch;

import org.jspecify.annotations.NullMarked;
