@NullMarked
package dev.huiyuan.member;

import org.jspecify.annotations.NullMarked;
