/**
 * Events written in the transaction of their cause and delivered afterwards, at least once.
 *
 * <p>Table: {@code outbox_batch}, a row for all events of one statement. What is delivered is deleted, so the table holds
 * only what is still to be delivered.
 */
@NullMarked
package dev.huiyuan.shared.outbox;

import org.jspecify.annotations.NullMarked;
