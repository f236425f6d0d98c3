/**
 * The group-commit shell of the ledger: it takes commands from a queue and books many of them in one transaction, with
 * a fixed number of statements however many there are.
 *
 * <p>One batch: claim idempotency and business keys and lock accounts; read what the commands need; fold the commands
 * over the accounts with the pure rules; write; commit; answer everybody. Each step is one wait for the network.
 */
@NullMarked
package dev.huiyuan.points.writer;

import org.jspecify.annotations.NullMarked;
