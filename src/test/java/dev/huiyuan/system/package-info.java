/** The whole product as its users meet it: real input, many requests at once, several instances, the README's tour. */
@NullMarked
package dev.huiyuan.system;

import org.jspecify.annotations.NullMarked;
