@NullMarked
package dev.huiyuan.app;

import org.jspecify.annotations.NullMarked;
