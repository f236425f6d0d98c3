/** The published contract: that it is the generated one, complete, and true to itself. */
@NullMarked
package dev.huiyuan.contract;

import org.jspecify.annotations.NullMarked;
