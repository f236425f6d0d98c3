@NullMarked
package dev.huiyuan.points.claim;

import org.jspecify.annotations.NullMarked;
