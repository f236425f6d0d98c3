/**
 * The brand's rules as versioned, effective-dated documents, and its stores.
 *
 * <p>Tables: {@code programme_version} (one document a version, append-only), {@code programme_draft} (documents that may
 * become one; see {@code programme.admin}), {@code programme_store}, {@code programme_store_code}, {@code
 * programme_store_version} (append-only as well). Rules and stores are read from memory; a change is seen by every instance within {@link dev.huiyuan.programme.ProgrammeConfig#refreshInterval()}.
 */
@NullMarked
package dev.huiyuan.programme;

import org.jspecify.annotations.NullMarked;
