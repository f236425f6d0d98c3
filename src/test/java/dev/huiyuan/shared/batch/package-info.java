@NullMarked
package dev.huiyuan.shared.batch;

import org.jspecify.annotations.NullMarked;
