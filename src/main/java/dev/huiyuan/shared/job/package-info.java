/**
 * Jobs: work that runs by schedule or by hand, one run at a time across instances.
 *
 * <p>A job is set-based, in chunks of one transaction each, and idempotent: running it twice changes nothing, and what
 * a crash interrupted the next run finishes. Work over many rows goes through {@link
 * dev.huiyuan.shared.job.JobChunks}. Tables: {@code job_run}, whose running row is the lease; {@code job_plan} and
 * {@code job_chunk}.
 */
@NullMarked
package dev.huiyuan.shared.job;

import org.jspecify.annotations.NullMarked;
