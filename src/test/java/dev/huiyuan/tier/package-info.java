@NullMarked
package dev.huiyuan.tier;

import org.jspecify.annotations.NullMarked;
