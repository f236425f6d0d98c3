/**
 * A cache in two levels, in process and in Redis, over set-based reads of PostgreSQL.
 *
 * <p>Invariants: PostgreSQL is the truth and nothing is decided from here; a writer's own instance shows a write as
 * soon as it is answered; only the holder of a key's lease stores, and a removal voids the lease, so that an old value
 * never outlives the removal that it should have met; whatever is cached ends by its time to live. Without Redis every
 * read is answered from PostgreSQL, as many as the bulkhead admits.
 */
@NullMarked
package dev.huiyuan.shared.cache;

import org.jspecify.annotations.NullMarked;
