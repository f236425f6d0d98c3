@NullMarked
package dev.huiyuan.shared.job;

import org.jspecify.annotations.NullMarked;
