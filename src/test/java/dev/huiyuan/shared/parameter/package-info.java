@NullMarked
package dev.huiyuan.shared.parameter;

import org.jspecify.annotations.NullMarked;
