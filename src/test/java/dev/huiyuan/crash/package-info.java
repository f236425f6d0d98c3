/**
 * The ledger under kill -9, cut connections, a server that hangs and clients that hang up. Short by default; more
 * rounds by {@code -Dhuiyuan.crash.rounds=20}.
 */
@NullMarked
package dev.huiyuan.crash;

import org.jspecify.annotations.NullMarked;
