/**
 * The rules of the ledger as pure functions: an account, a command and what is known in, a decision out. No I/O, no
 * clock, no randomness of its own.
 */
@NullMarked
package dev.huiyuan.points.core;

import org.jspecify.annotations.NullMarked;
