/**
 * Parameters of addresses: read strictly, and refused by name.
 */
@NullMarked
package dev.huiyuan.shared.parameter;

import org.jspecify.annotations.NullMarked;
