@NullMarked
package dev.huiyuan.points;

import org.jspecify.annotations.NullMarked;
