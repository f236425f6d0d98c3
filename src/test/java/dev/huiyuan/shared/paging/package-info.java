@NullMarked
package dev.huiyuan.shared.paging;

import org.jspecify.annotations.NullMarked;
