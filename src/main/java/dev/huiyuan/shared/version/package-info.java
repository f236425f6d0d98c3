/**
 * Versions of edited records: who changes a record states the version that they saw.
 */
@NullMarked
package dev.huiyuan.shared.version;

import org.jspecify.annotations.NullMarked;
