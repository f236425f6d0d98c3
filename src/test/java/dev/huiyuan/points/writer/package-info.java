@NullMarked
package dev.huiyuan.points.writer;

import org.jspecify.annotations.NullMarked;
