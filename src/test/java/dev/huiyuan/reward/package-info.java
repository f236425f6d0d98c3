@NullMarked
package dev.huiyuan.reward;

import org.jspecify.annotations.NullMarked;
