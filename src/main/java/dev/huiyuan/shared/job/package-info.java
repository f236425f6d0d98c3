/**
 * Jobs: work that runs by schedule or by hand, one run at a time across instances.
 *
 * <p>A job is set-based, in chunks of one transaction each, and idempotent: running it twice changes nothing, and what
 * a crash interrupted the next run finishes. Table: {@code job_run}; its running row is the lease.
 */
@NullMarked
package dev.huiyuan.shared.job;

import org.jspecify.annotations.NullMarked;
