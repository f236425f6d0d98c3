@NullMarked
package dev.huiyuan.points.core;

import org.jspecify.annotations.NullMarked;
