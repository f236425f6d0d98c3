/**
 * Time-ordered identifiers and the injected clock.
 */
@NullMarked
package dev.huiyuan.shared.id;

import org.jspecify.annotations.NullMarked;
