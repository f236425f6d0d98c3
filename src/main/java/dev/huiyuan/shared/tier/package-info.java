/**
 * What capabilities below tiers may ask about them.
 */
@NullMarked
package dev.huiyuan.shared.tier;

import org.jspecify.annotations.NullMarked;
