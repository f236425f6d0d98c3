@NullMarked
package dev.huiyuan.order;

import org.jspecify.annotations.NullMarked;
