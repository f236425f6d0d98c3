@NullMarked
package dev.huiyuan.shared.approval;

import org.jspecify.annotations.NullMarked;
