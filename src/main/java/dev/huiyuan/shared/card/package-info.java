/**
 * How a capability adds its part to the member card.
 */
@NullMarked
package dev.huiyuan.shared.card;

import org.jspecify.annotations.NullMarked;
