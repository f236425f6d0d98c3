@NullMarked
package dev.huiyuan.shared.sql;

import org.jspecify.annotations.NullMarked;
