@NullMarked
package dev.huiyuan.shared.cache;

import org.jspecify.annotations.NullMarked;
