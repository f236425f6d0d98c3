/**
 * Encryption of personal data at rest, blind indexes and masking.
 */
@NullMarked
package dev.huiyuan.shared.crypto;

import org.jspecify.annotations.NullMarked;
