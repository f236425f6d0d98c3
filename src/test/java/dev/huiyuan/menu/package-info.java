@NullMarked
package dev.huiyuan.menu;

import org.jspecify.annotations.NullMarked;
