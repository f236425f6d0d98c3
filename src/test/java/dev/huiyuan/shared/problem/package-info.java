@NullMarked
package dev.huiyuan.shared.problem;

import org.jspecify.annotations.NullMarked;
