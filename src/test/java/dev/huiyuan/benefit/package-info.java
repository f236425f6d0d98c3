@NullMarked
package dev.huiyuan.benefit;

import org.jspecify.annotations.NullMarked;
