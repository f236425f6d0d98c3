@NullMarked
package dev.huiyuan.programme.admin;

import org.jspecify.annotations.NullMarked;
