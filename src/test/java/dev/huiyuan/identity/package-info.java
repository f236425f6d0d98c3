@NullMarked
package dev.huiyuan.identity;

import org.jspecify.annotations.NullMarked;
