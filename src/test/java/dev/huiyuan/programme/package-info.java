@NullMarked
package dev.huiyuan.programme;

import org.jspecify.annotations.NullMarked;
