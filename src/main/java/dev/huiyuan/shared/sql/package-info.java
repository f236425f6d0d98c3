/**
 * Transactions and set-based statements on the reactive PostgreSQL client.
 */
@NullMarked
package dev.huiyuan.shared.sql;

import org.jspecify.annotations.NullMarked;
