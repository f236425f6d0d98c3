/**
 * The group-commit shell of the ledger: it takes commands from a queue and books many of them in one transaction, with
 * a fixed number of statements however many there are.
 *
 * <p>One batch: claim idempotency and business keys, lock accounts, and read what the commands need; fold the commands
 * over the accounts with the pure rules; write and commit; answer everybody. It waits for the network twice, and once more
 * where something is unusual: a repeated command, an account with something due, a refund.
 */
@NullMarked
package dev.huiyuan.points.writer;

import org.jspecify.annotations.NullMarked;
