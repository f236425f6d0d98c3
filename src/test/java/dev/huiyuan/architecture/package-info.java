/** The house rules that can be checked by a machine, each with an example that breaks it. */
@NullMarked
package dev.huiyuan.architecture;

import org.jspecify.annotations.NullMarked;
