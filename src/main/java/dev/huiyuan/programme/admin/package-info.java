/**
 * Administration of the programme: drafts, their validation and preview, activation, rollback and withdrawal.
 *
 * <p>Invariants: what is invalid is never activated; versions follow each other in number and in time; a version that
 * holds, or is about to, never changes. A draft is complete and readable, but otherwise may be as wrong as people like.
 * Events out: {@code programme.activated.v1}, {@code programme.withdrawn.v1}. Drafts and versions are written with SQL
 * rather than Hibernate, because idempotency keys and events commit with them.
 */
@NullMarked
package dev.huiyuan.programme.admin;

import org.jspecify.annotations.NullMarked;
